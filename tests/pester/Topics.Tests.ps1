BeforeDiscovery {
    $topics = Get-ChildItem (Join-Path $PSScriptRoot '../../module/en-US') -Filter 'about_*.help.txt'
}

Describe 'The topic <_.Name>' -ForEach $topics {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        Import-Module $moduleFolder
        $text = Get-Content $_ -Raw
        $lines = $text -split '\r?\n'
    }

    It 'has the sections that Get-Help knows and fits 80 columns' {
        $lines | Where-Object { $_ -match '^\S' } | Should -Be 'TOPIC', 'SHORT DESCRIPTION', 'LONG DESCRIPTION', 'EXAMPLES', 'SEE ALSO'
        "$($lines[1].Trim()).help.txt" | Should -Be $_.Name
        $lines | Where-Object Length -GT 79 | Should -BeNullOrEmpty
        Get-Help $lines[1].Trim() | Out-String | Should -BeLike '*SHORT DESCRIPTION*'
    }

    It 'names only commands and topics that exist' {
        [regex]::Matches($text, '\b[A-Z][a-z]+-Flowserv\w+').Value | Select-Object -Unique |
            Where-Object { -not (Get-Command $_ -Module FlowservUsers -ErrorAction Ignore) } | Should -BeNullOrEmpty
        [regex]::Matches($text, '\babout_\w+').Value | Select-Object -Unique |
            Where-Object { -not (Test-Path (Join-Path $moduleFolder "en-US/$_.help.txt")) } | Should -BeNullOrEmpty
    }
}

Describe 'The first topic' {
    It 'names each error that can be caught' {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        Import-Module $moduleFolder
        $text = Get-Content (Join-Path $moduleFolder en-US/about_FlowservUsers.help.txt) -Raw
        $errors = [FlowservUsers.FlowservException].Assembly.GetExportedTypes() |
            Where-Object { $_.IsSubclassOf([FlowservUsers.FlowservException]) -and -not $_.IsAbstract } | ForEach-Object { $_.Name -replace 'Exception$' }
        $errors | Should -Contain 'UnknownUser'
        $errors | Where-Object { -not $text.Contains($_) } | Should -BeNullOrEmpty
    }
}
