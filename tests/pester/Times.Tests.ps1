Describe 'Times' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = Register-FlowservUser alice, bob -Password $goodPassword
        $session = Connect-FlowservUser alice -Password $goodPassword
        $user = Get-FlowservUser alice
        $results = @{
            User     = $user
            Session  = $session
            Listed   = Get-FlowservSession
            Request  = Request-FlowservPasswordReset alice
            Event    = Get-FlowservAuditEvent -First 1
            Database = Get-FlowservDatabase
        }
    }

    It 'are local, and can be subtracted, compared, formatted and sorted' {
        $user.CreatedAt | Should -BeOfType [datetime]
        $user.CreatedAt.Kind | Should -Be 'Local'
        ((Get-Date) - $user.CreatedAt).TotalSeconds | Should -BeGreaterOrEqual 0
        (Get-Date) -gt $user.CreatedAt | Should -BeTrue
        $user.LastLoginAt -lt (Get-Date).AddDays(-90) | Should -BeFalse
        (New-TimeSpan -Start $user.CreatedAt -End $user.LastLoginAt).Ticks | Should -BeGreaterOrEqual 0
        Get-Date $user.CreatedAt -Format s | Should -Match '^\d{4}-\d\d-\d\dT'
        (Get-FlowservUser | Sort-Object CreatedAt).Username | Should -Be 'alice', 'bob'
        (Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -lt (Get-Date).AddDays(1) }).Count | Should -Be 2
        (Get-FlowservUser bob).LastLoginAt | Should -BeNullOrEmpty
    }

    It 'are [datetime] on every object that has a time' {
        $missing = foreach ($type in [FlowservUsers.FlowservUser].Assembly.GetExportedTypes()) {
            $local = (Get-TypeData $type.FullName).Members.Keys
            $type.GetProperties().Where{ $_.PropertyType -in [DateTimeOffset], [Nullable[DateTimeOffset]] -and $_.DeclaringType -eq $type } |
                Where-Object Name -NotIn $local | ForEach-Object { "$($type.Name).$($_.Name)" }
        }
        $missing | Should -BeNullOrEmpty
    }

    It 'are the same after CLIXML: <_>' -ForEach 'User', 'Session', 'Listed', 'Request', 'Event', 'Database' {
        $live = $results[$_]
        $read = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($live))
        foreach ($property in $live.PSObject.Properties.Where{ $_.TypeNameOfValue -like '*DateTime*' }) {
            $read.($property.Name) | Should -Be $property.Value
        }
        # Nothing that only the views use has become a property.
        $read.PSObject.Properties.Name -like '*Text' | Should -BeNullOrEmpty
        $read | Out-String | Should -Be ($live | Out-String).Replace('(hidden, only on this object; -AsPlainText shows it)', '')
    }

    It 'are the same after a job' {
        $read = Start-ThreadJob { $using:user } | Receive-Job -Wait -AutoRemoveJob
        $read.CreatedAt | Should -Be $user.CreatedAt
    }

    It 'can be passed to a command as they are, and as displayed' {
        $event = Get-FlowservAuditEvent alice -Type UserRegistered
        (Get-FlowservAuditEvent alice -After $event.OccurredAt).Count | Should -BeGreaterThan 1
        Get-FlowservAuditEvent alice -Before $event.OccurredAt | Should -BeNullOrEmpty
        $shown = [regex]::Match(($event | Out-String), '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d').Value
        (Get-FlowservAuditEvent -After $shown).Type | Should -Contain 'UserRegistered'
    }

    It 'find stale accounts as the help shows' {
        Get-FlowservUser | Where-Object { ($_.LastLoginAt ?? $_.CreatedAt) -lt (Get-Date).AddDays(-90) } | Should -BeNullOrEmpty
        Get-FlowservUser | Where-Object LastLoginAt -LT (Get-Date).AddDays(-90) | ForEach-Object Username | Should -Be 'bob'
    }
}

Describe 'Views in every culture' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
        $null = Register-FlowservUser 'İzmir' -Password $goodPassword
        $null = Register-FlowservUser alice -Password $goodPassword
        $dated = @(Get-FlowservUser) + (Connect-FlowservUser alice -Password $goodPassword) + (Get-FlowservSession) +
            (Request-FlowservPasswordReset alice) + (Get-FlowservAuditEvent -First 2)
        $others = @(Get-FlowservDatabase) + (Get-FlowservPolicy) + (Measure-FlowservPasswordCost -Target 0:0:0.002)
        $before = [cultureinfo]::CurrentCulture
        # Wide enough that nothing is wrapped: where PowerShell wraps between words depends on the language.
        function Show($Items) { ($Items | ForEach-Object { $_ | Out-String -Width 300; $_ | Format-List | Out-String -Width 300 }) -join '' }
        # Cultures that write dates and numbers alike show alike.
        function Get-Kind([cultureinfo] $Culture) {
            $numbers, $dates = $Culture.NumberFormat, $Culture.DateTimeFormat
            $dates.Calendar, $dates.DateSeparator, $dates.TimeSeparator, $numbers.NumberDecimalSeparator, $numbers.NumberGroupSeparator,
            "$($numbers.NumberGroupSizes)", $numbers.NegativeSign, "$($numbers.NativeDigits)", $Culture.TextInfo.IsRightToLeft, $Culture.TextInfo.ToUpper('i') -join '|'
        }
    }

    AfterAll {
        [cultureinfo]::CurrentCulture = $before
    }

    It 'show the same dates, live and read back, whatever the calendar and the digits' {
        $read = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($dated))
        [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture
        $expected, $expectedRead = (Show $dated), (Show $read)
        $kinds = [cultureinfo]::GetCultures('AllCultures') | Group-Object { Get-Kind $_ }
        $different = foreach ($kind in $kinds) {
            [cultureinfo]::CurrentCulture = $kind.Group[0]
            if ((Show $dated) -cne $expected -or (Show $read) -cne $expectedRead -or (Show $others) -match 'Exception|#ERR') { $kind.Group.Name }
        }
        [cultureinfo]::CurrentCulture = $before
        $different | Should -BeNullOrEmpty
        $kinds.Count | Should -BeGreaterThan 10
        $expected | Should -Match "$((Get-Date).ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture))"
    }

    It 'find names the same way in <_>' -ForEach 'tr-TR', 'th-TH', 'fa-IR', 'ar-SA' {
        [cultureinfo]::CurrentCulture = [cultureinfo]::GetCultureInfo($_)
        try {
            (Get-FlowservUser ALICE).Username | Should -Be 'alice'
            (Get-FlowservUser 'AL*').Username | Should -Be 'alice'
            (Register-FlowservUser ISTANBUL -Password $goodPassword).Username | Should -Be 'ISTANBUL'
            Get-FlowservUser istanbul | Unregister-FlowservUser -Confirm:$false
            Get-FlowservAuditEvent -After ([DateTimeOffset]::Now.AddHours(-1)) -Type userregistered | Should -Not -BeNullOrEmpty
            @(Get-FlowservUser | Where-Object CreatedAt -LT (Get-Date)).Count | Should -Be 2
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }
    }
}
