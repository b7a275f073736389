Describe 'The user that a command acts on' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $file = Join-Path $TestDrive 'objects'

        # alice fails to log in until she is locked, and logs in once; then she is called mallory, and somebody else is alice.
        $alice = Register-FlowservUser alice -Password $goodPassword
        $null = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        $user = Get-FlowservUser alice
        $session = Get-FlowservSession alice
        1..5 | ForEach-Object { Connect-FlowservUser -Username alice -Password wrong -ErrorAction SilentlyContinue }
        $locked = Get-FlowservAuditEvent -Type UserLocked
        Unlock-FlowservUser $alice
        Rename-FlowservUser alice mallory
        $other = Register-FlowservUser alice -Password $goodPassword

        function Copy-ThroughClixml($InputObject) { Export-Clixml -InputObject $InputObject $file; Import-Clixml $file }
        $kinds = @{
            'a user'                       = $user
            'a session'                    = $session
            'an audit event'               = $locked
            'a user from CLIXML'           = Copy-ThroughClixml $user
            'a session from CLIXML'        = Copy-ThroughClixml $session
            'an audit event from CLIXML'   = Copy-ThroughClixml $locked
            'a user from CSV'              = $user | ConvertTo-Csv | ConvertFrom-Csv
            'a session from CSV'           = $session | ConvertTo-Csv | ConvertFrom-Csv
            'an audit event from CSV'      = $locked | ConvertTo-Csv | ConvertFrom-Csv
            'a user from JSON'             = $user | ConvertTo-Json | ConvertFrom-Json
            'an audit event from JSON'     = $locked | ConvertTo-Json | ConvertFrom-Json
            'what Select-Object left'      = $user | Select-Object Id, Username
            'what Select-Object made'      = $locked | Select-Object UserId, Username, Type
            'a hashtable'                  = @{ UserId = $user.Id; Name = 'alice' }
            'a row with a GUID'            = [pscustomobject]@{ Id = [guid] $user.Id; Username = 'alice' }
            'a row with the id in an array' = [pscustomobject]@{ Id = @($user.Id); Username = 'alice' }
            'a row with names in an array' = [pscustomobject]@{ Id = $user.Id.ToUpperInvariant(); Username = [string[]] 'alice' }
        }
    }

    It 'is found by the id of <_>, even if another user has the name now' -ForEach @(
        'a user', 'a session', 'an audit event', 'a user from CLIXML', 'a session from CLIXML', 'an audit event from CLIXML'
        'a user from CSV', 'a session from CSV', 'an audit event from CSV', 'a user from JSON', 'an audit event from JSON'
        'what Select-Object left', 'what Select-Object made', 'a hashtable', 'a row with a GUID', 'a row with the id in an array', 'a row with names in an array'
    ) {
        $given = $kinds[$_]
        ($given | Disable-FlowservUser -PassThru).Id | Should -Be $user.Id
        ($given | Enable-FlowservUser).Id | Should -Be $user.Id
        (Enable-FlowservUser $given).Id | Should -Be $user.Id
        ($given, $given | Get-FlowservUser).Id | Should -Be $user.Id, $user.Id
        ($given | Rename-FlowservUser -NewUsername mallory -PassThru).Id | Should -Be $user.Id
        ($given | Get-FlowservAuditEvent -First 1).UserId | Should -Be $user.Id
        $null = Connect-FlowservUser -Username mallory -Password $goodPassword -NoCurrent
        $given | Request-FlowservPasswordReset | Reset-FlowservPassword -Password $goodPassword | ForEach-Object Id | Should -Be $user.Id
        Get-FlowservSession $user | Should -BeNullOrEmpty
        $given | Set-FlowservPassword -CurrentPassword $goodPassword -NewPassword $goodPassword
        (Get-FlowservAuditEvent -Type PasswordChanged -First 1).UserId | Should -Be $user.Id
        $given | Unregister-FlowservUser -WhatIf
        (Get-FlowservUser alice).Id | Should -Be $other.Id
    }

    It 'is found by the id of a user from a job' {
        $hit = Start-ThreadJob { param($Module, $User) Import-Module $Module; $User | Get-FlowservUser } -ArgumentList $moduleFolder, $kinds['a user from CLIXML'] |
            Receive-Job -Wait -AutoRemoveJob
        $hit.Id | Should -Be $user.Id
    }

    It 'is not found by the name if no user has the id' {
        { [pscustomobject]@{ Id = '0' * 32; Username = 'alice' } | Get-FlowservUser -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownUser,*'
        { [pscustomobject]@{ PSTypeName = 'Deserialized.FlowservUsers.FlowservImportResult'; Id = 'f' * 32; Username = 'alice'; Imported = $false } |
            Disable-FlowservUser -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownUser,*'
        (Get-FlowservUser alice).Active | Should -BeTrue
    }

    It 'is found by the name of a row without an id, or with another kind of id' {
        ("Id,Username`n7,alice" | ConvertFrom-Csv | Get-FlowservUser).Id | Should -Be $other.Id
        ([pscustomobject]@{ Name = 'alice' } | Get-FlowservUser).Id | Should -Be $other.Id
        (@{ Identity = $user } | Get-FlowservUser).Id | Should -Be $user.Id
    }

    It 'is never found by using an object''s name as a pattern' {
        { [pscustomobject]@{ Username = '*' } | Get-FlowservUser -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownUser,*'
        ('*' | Get-FlowservUser).Count | Should -BeGreaterThan 1
    }

    It 'is missing: the error says what the object lacks, and not what it contains' {
        [pscustomobject]@{ Usr = 'alice'; Password = 'a secret of hers' } | Disable-FlowservUser -ErrorAction SilentlyContinue -ErrorVariable failures
        Get-FlowservAuditEvent -Type PolicyChanged | Disable-FlowservUser -ErrorAction SilentlyContinue -ErrorVariable +failures
        $failures.FullyQualifiedErrorId | ForEach-Object { $_ | Should -BeLike 'UnknownUser,*' }
        ($failures | Format-List * -Force | Out-String) | Should -Not -BeLike '*a secret of hers*'
        (Get-FlowservUser alice).Active | Should -BeTrue
    }

    It 'is nobody for an empty list, which commands that change users refuse' {
        Get-FlowservUser @() | Should -BeNullOrEmpty
        @() | Disable-FlowservUser | Should -BeNullOrEmpty
        { Disable-FlowservUser @() } | Should -Throw
        { Get-FlowservUser $null } | Should -Throw
        { Get-FlowservUser -Prefix $null } | Should -Throw
        $failures = $null
        Get-FlowservUser 'alice', '', 'mallory' -ErrorAction SilentlyContinue -ErrorVariable failures | ForEach-Object Id | Should -Be $other.Id, $user.Id
        $failures.Count | Should -Be 1
    }

    It 'is unknown: the error names the database' {
        { Get-FlowservUser nobody -ErrorAction Stop } | Should -Throw "*nobody*$env:FLOWSERV_DATABASE*"
    }

    It 'cannot have a name in the form of an id' {
        { Register-FlowservUser $user.Id -Password $goodPassword -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidUsername,*'
        { Rename-FlowservUser alice $user.Id -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidUsername,*'
    }
}

Describe 'The session that a command acts on' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $alice = Register-FlowservUser alice -Password $goodPassword
        function Copy-ThroughClixml($InputObject) { $InputObject | Export-Clixml "$TestDrive/sessions"; Import-Clixml "$TestDrive/sessions" }
    }

    BeforeEach {
        Revoke-FlowservSession alice
        $first, $second = 1..2 | ForEach-Object { Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent }
    }

    It 'ends when it was read back from a file, and no other' {
        foreach ($read in { Copy-ThroughClixml $first }, { $first | ConvertTo-Csv | ConvertFrom-Csv }, { $first | Select-Object Id }) {
            & $read | Revoke-FlowservSession
            (Get-FlowservSession alice).Id | Should -Be $second.Id
            $first = Connect-FlowservUser -Username alice -Password $goodPassword -NoCurrent
        }
        (Copy-ThroughClixml $first | Disconnect-FlowservUser).Username | Should -Be 'alice'
        Revoke-FlowservSession (Copy-ThroughClixml $second)
        Get-FlowservSession alice | Should -BeNullOrEmpty
    }

    It 'is identified by -Id in every command' {
        (Get-FlowservSession -Id $first.Id).Id | Should -Be $first.Id
        ($first, $second | Get-FlowservSession).Id | Should -Be $first.Id, $second.Id
        { Get-FlowservSession -Id $alice.Id -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownSession,*'
        { Revoke-FlowservSession -Id $alice.Id -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownSession,*'
        Revoke-FlowservSession -Id $first.Id
        (Get-FlowservSession $alice.Id).Id | Should -Be $second.Id
    }

    It 'ends with all others of a user that was read back from a file' {
        Copy-ThroughClixml $alice | Revoke-FlowservSession
        Get-FlowservSession alice | Should -BeNullOrEmpty
    }

    It 'ends by a key from the pipeline; an invalid key is not repeated' {
        ($first.ApiKey | Disconnect-FlowservUser).Id | Should -Be $alice.Id
        'my secret key', [pscustomobject]@{ Key = 'my secret key' } | Disconnect-FlowservUser -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures.Count | Should -Be 2
        ($failures | Format-List * -Force | Out-String) | Should -Not -BeLike '*my secret key*'
    }
}
