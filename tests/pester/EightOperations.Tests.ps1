Describe 'The eight operations' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $null = New-TestDatabase
    }

    It 'registers a user, who is active at once' {
        $user = Register-FlowservUser alice -Password $goodPassword
        $user.Username | Should -Be 'alice'
        $user.Status | Should -Be ([FlowservUsers.UserStatus]::Active)
        $user.Id | Should -Match '^[0-9a-f]{32}$'
    }

    It 'activates a user who was registered with -RequireActivation' {
        (Register-FlowservUser bob -Password $goodPassword -RequireActivation).Status | Should -Be 'Pending'
        { Connect-FlowservUser -Username bob -Password $goodPassword -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidCredentials,*'
        (Enable-FlowservUser bob).Status | Should -Be 'Active'
        (Connect-FlowservUser -Username bob -Password $goodPassword -NoCurrent).Username | Should -Be 'bob'
    }

    It 'logs in, says who is logged in, and logs out' {
        $null = Register-FlowservUser carol -Password $goodPassword
        $session = Connect-FlowservUser -Username carol -Password $goodPassword
        $session.ApiKey | Should -BeOfType ([securestring])
        (Get-FlowservCurrentUser).Username | Should -Be 'carol'
        (Disconnect-FlowservUser).Username | Should -Be 'carol'
        { Get-FlowservCurrentUser -ErrorAction Stop } | Should -Throw -ErrorId 'UnauthenticatedAccess,*'
        { Get-FlowservCurrentUser -ApiKey $session.ApiKey -ErrorAction Stop } | Should -Throw -ErrorId 'UnauthenticatedAccess,*'
    }

    It 'logs in with a credential' {
        $null = Register-FlowservUser dave -Password $goodPassword
        $credential = [pscredential]::new('dave', (ConvertTo-SecureString $goodPassword -AsPlainText -Force))
        ($credential | Connect-FlowservUser -NoCurrent).Username | Should -Be 'dave'
    }

    It 'lists users by name, by pattern and by prefix' {
        'erin', 'erik', 'frank' | ForEach-Object { Register-FlowservUser $_ -Password $goodPassword } | Out-Null
        (Get-FlowservUser er*).Username | Should -Be 'erik', 'erin'
        (Get-FlowservUser -Prefix ERI).Username | Should -Be 'erik', 'erin'
        (Get-FlowservUser FRANK).Username | Should -Be 'frank'
        Get-FlowservUser 'nobody*' | Should -BeNullOrEmpty
        { Get-FlowservUser nobody -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownUser,*'
    }

    It 'resets a forgotten password once for each request' {
        $null = Register-FlowservUser grace -Password $goodPassword
        $request = Request-FlowservPasswordReset grace
        ($request | Reset-FlowservPassword -Password 'another good one').Username | Should -Be 'grace'
        (Connect-FlowservUser -Username grace -Password 'another good one' -NoCurrent).Username | Should -Be 'grace'
        { Connect-FlowservUser -Username grace -Password $goodPassword -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidCredentials,*'
        { $request | Reset-FlowservPassword -Password 'a third good one' -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownRequest,*'
    }

    It 'returns the same shape for a request with an unknown name' {
        $known = Request-FlowservPasswordReset (Register-FlowservUser heidi -Password $goodPassword).Username
        $unknown = Request-FlowservPasswordReset nobody
        $unknown.PSObject.Properties.Name | Should -Be $known.PSObject.Properties.Name
        $unknown.RequestId.Length | Should -Be $known.RequestId.Length
    }

    It 'reports a taken name with its own error type' {
        $null = Register-FlowservUser ivan -Password $goodPassword
        $caught = try { Register-FlowservUser IVAN -Password $goodPassword -ErrorAction Stop } catch [FlowservUsers.DuplicateUserException] { $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'DuplicateUser,*'
        $caught.CategoryInfo.Category | Should -Be 'ResourceExists'
        $caught.TargetObject | Should -Be 'IVAN'
    }

    It 'does nothing with -WhatIf' {
        Register-FlowservUser judy -Password $goodPassword -WhatIf
        Get-FlowservUser 'judy*' | Should -BeNullOrEmpty
    }
}
