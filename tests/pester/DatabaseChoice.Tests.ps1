Describe 'The chosen database' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $first = New-TestDatabase
        $null = Register-FlowservUser alice -Password $goodPassword
        $second = New-TestDatabase
        $null = Register-FlowservUser bob -Password $goodPassword
    }

    BeforeEach {
        Set-FlowservDatabase $first
    }

    AfterAll {
        Set-FlowservDatabase -Default
    }

    It 'is the same in parallel script blocks, thread jobs and child processes' {
        Set-FlowservDatabase $second
        $parallel = 'bob' | ForEach-Object -Parallel { Import-Module $using:moduleFolder; Disable-FlowservUser $_ -PassThru }
        $parallel.Username | Should -Be 'bob'
        $job = Start-ThreadJob { Import-Module $using:moduleFolder; Enable-FlowservUser bob } | Receive-Job -Wait -AutoRemoveJob
        $job.Id | Should -Be $parallel.Id
        $env:FLOWSERV_DATABASE | Should -Be $second
    }

    It 'is overridden by the parameter, and says why it is used' {
        (Get-FlowservUser -Database $second).Username | Should -Be 'bob'
        (Get-FlowservUser).Username | Should -Be 'alice'
        Get-FlowservUser -Verbose 4>&1 | Out-String | Should -BeLike "*'$first' (environment variable FLOWSERV_DATABASE)*"
    }

    It 'is the full path of what was given' {
        Push-Location $TestDrive
        try {
            Set-FlowservDatabase (Split-Path $second -Leaf)
        }
        finally {
            Pop-Location
        }
        (Get-FlowservUser).Username | Should -Be 'bob'
        Get-Item $first | Set-FlowservDatabase
        (Get-FlowservUser).Username | Should -Be 'alice'
        Get-FlowservDatabase -Database $second | Set-FlowservDatabase
        (Get-FlowservUser).Username | Should -Be 'bob'
        'nothing', [pscustomobject]@{ Other = $first } | Select-Object -Last 1 | Set-FlowservDatabase -ErrorAction SilentlyContinue
        (Get-FlowservUser).Username | Should -Be 'bob'
        { Set-FlowservDatabase nosuchdrive:/users.db -ErrorAction Stop } | Should -Throw -ErrorId 'DatabaseUnavailable,*'
        (Get-FlowservUser).Username | Should -Be 'bob'
    }

    It 'ignores a line end, white space and a byte order mark from a file' {
        foreach ($value in "$first`n", "$first`r`n", " $first ", "`u{feff}$first`r", "sqlite:///$first`n") {
            $env:FLOWSERV_DATABASE = $value
            (Get-FlowservUser).Username | Should -Be 'alice' -Because ($value | ConvertTo-Json)
            (Get-FlowservUser -Database $value).Username | Should -Be 'alice'
            Set-FlowservDatabase $value
            (Get-FlowservUser).Username | Should -Be 'alice'
        }
        (Get-ChildItem $TestDrive -Filter *.db*).Name | Where-Object { $_ -match '\s|\ufeff' } | Should -BeNullOrEmpty
    }

    It 'can be reset to the user''s own' {
        Set-FlowservDatabase -Default
        $env:FLOWSERV_DATABASE | Should -BeNullOrEmpty
    }
}
