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

    It '<_> states its defaults' -ForEach $commands {
        $command = Get-Command $_
        $instance = $command.ImplementingType::new()
        $help = (Get-Help $_ -Full).parameters.parameter
        foreach ($parameter in $command.Parameters.Values | Where-Object { $_.Name -notin $common -and $_.ParameterSets.Values.IsMandatory -contains $false }) {
            $stated = ($help | Where-Object name -EQ $parameter.Name).defaultValue
            $value = $instance.($parameter.Name)
            if ($value -is [switch]) { $stated | Should -Be "$value" -Because $parameter.Name }
            elseif ($value -is [enum[]] -and $value) { $stated | Should -Be ($value -join ', ') -Because $parameter.Name }
            elseif ($value -is [timespan] -and $value -gt 0) { $stated | Should -Be "$($value.TotalMilliseconds) milliseconds" -Because $parameter.Name }
            elseif ($null -ne $value -and $value -isnot [string] -and $value -isnot [array]) { $stated | Should -Not -BeIn $null, 'None' -Because $parameter.Name }
        }
    }

    It 'says <Default> for -<Parameter> of <Command>' -ForEach @(
        @{ Command = 'Get-FlowservUser'; Parameter = 'Status'; Default = 'Active' }
        @{ Command = 'Get-FlowservAuditEvent'; Parameter = 'Type'; Default = 'All' }
        @{ Command = 'Measure-FlowservPasswordCost'; Parameter = 'Target'; Default = '250 milliseconds' }
        @{ Command = 'Get-FlowservUser'; Parameter = 'Database'; Default = 'FLOWSERV_DATABASE, or else your own users.db' }
        @{ Command = 'Get-FlowservPolicy'; Parameter = 'Database'; Default = 'FLOWSERV_DATABASE, or else your own users.db' }
        @{ Command = 'Set-FlowservPassword'; Parameter = 'ApiKey'; Default = 'The current session, then FLOWSERV_ACCESS_TOKEN' }
        @{ Command = 'Set-FlowservPolicy'; Parameter = 'WorkFactor'; Default = 'None' }
    ) {
        (Get-Help $Command -Parameter $Parameter).defaultValue | Should -Be $Default
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
