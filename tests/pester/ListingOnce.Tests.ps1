Describe 'A listing' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $hash = '$2b$04$abcdefghijklmnopqrstuuSvLbXxT4nmlOJ2gPBnGBEFzyN9B0Tsu'
        $null = 0..1299 | ForEach-Object { [pscustomobject]@{ Username = 'u{0:0000}' -f $_; PasswordHash = $hash } } | Register-FlowservUser
    }

    It 'has every user once, even if a later command renames them' {
        $seen = Get-FlowservUser | ForEach-Object { Rename-FlowservUser $_ -NewUsername "x-$($_.Username)"; $_.Id }
        $seen.Count | Should -Be 1300
        ($seen | Select-Object -Unique).Count | Should -Be 1300
        $seen = Get-FlowservUser x-* | ForEach-Object { Rename-FlowservUser $_ -NewUsername "y$($_.Username)"; Rename-FlowservUser $_ -NewUsername "x-z$($_.Username)"; $_.Id }
        $seen.Count | Should -Be 1300
        Get-FlowservUser -Prefix x-z | ForEach-Object { Rename-FlowservUser $_ -NewUsername $_.Username.Substring(5) }
        @(Get-FlowservUser 'u*').Count | Should -Be 1300
    }

    It 'has every user once who matches several names and patterns, in order, within one page' {
        (Get-FlowservUser 'u0003', 'u000*', 'u00*1', 'U0003').Count | Should -Be (10 + 9)
        (Get-FlowservUser 'u000*', 'u01*' -First 12).Username | Should -Be @(0..9 | ForEach-Object { "u000$_" }; 'u0100', 'u0101')
        (Get-FlowservUser 'u0005', 'u000*' -First 3).Username | Should -Be 'u0005', 'u0000', 'u0001'
        (Get-FlowservUser 'u0005', 'u000*' -Skip 9).Username | Should -Be 'u0009'
        ('u000*', 'u001*' | Get-FlowservUser -First 11 -Skip 1).Username | Should -Be (1..11 | ForEach-Object { 'u{0:0000}' -f $_ })
        ('none*', 'u001*' | Get-FlowservUser -Skip 9).Username | Should -Be 'u0019'
        $counted = Get-FlowservUser 'u0005', 'u000*', 'u001*' -IncludeTotalCount -First 1
        $counted[0] | Should -Be 20
        $counted.Count | Should -Be 2
    }

    It 'is empty for a prefix of invisible characters, and ignores them in names' {
        Get-FlowservUser -Prefix ([string][char] 0x200B) | Should -BeNullOrEmpty
        Get-FlowservUser -Prefix ([string][char] 0x200B) -IncludeTotalCount | Should -Be 0
        $null = Register-FlowservUser "te$([char] 0x200B)mp-1" -Password $goodPassword
        @(Get-FlowservUser 'temp-*').Count | Should -Be 1
        @(Get-FlowservUser "t$([char] 0x200B)emp-*").Count | Should -Be 1
        @(Get-FlowservUser 'TEMP-?').Count | Should -Be 1
    }
}
