BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../../output/FlowservUsers')
    $commands = (Get-Command -Module FlowservUsers).Name
}

Describe 'Help' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        Import-Module $moduleFolder
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
    }

    It '<_> has a synopsis, a description, two examples and text for each parameter' -ForEach $commands {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -Match "^\s*$_"
        $help.description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        (Get-Command $_).Parameters.Values | Where-Object { $_.Name -notin $common -and -not $_.Attributes.DontShow } | ForEach-Object {
            $parameter = $_.Name
            ($help.parameters.parameter | Where-Object name -EQ $parameter).description.Text | Should -Not -BeNullOrEmpty -Because $parameter
        }
    }

    It '<_> has examples that parse' -ForEach $commands {
        foreach ($example in (Get-Help $_ -Examples).examples.example) {
            $errors = $null
            $null = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty -Because $example.code
        }
    }

    It 'shows help as text' {
        $text = Get-Help Register-FlowservUser -Full | Out-String
        'SYNOPSIS', 'SYNTAX', 'DESCRIPTION', 'PARAMETERS', 'INPUTS', 'OUTPUTS' | ForEach-Object { $text | Should -BeLike "*$_*" }
    }
}
