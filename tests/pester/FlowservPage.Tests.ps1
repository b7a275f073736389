# What docs/coming-from-flowserv.md shows, run as it stands there but for the folder of flowserv.
Describe 'The page for users of flowserv' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        . (Join-Path $PSScriptRoot 'FlowservDatabase.ps1')
        . (Join-Path $PSScriptRoot 'Page.ps1')
        $blocks = Get-PageBlock coming-from-flowserv.md
        $password = $goodPassword

        function Get-Block([string] $Heading, [int] $Index = 0) {
            $block = @($blocks | Where-Object Heading -EQ $Heading)[$Index]
            $block.Run = $true
            $block.Code.Replace('~/.flowserv/', './')
        }

        function Get-Lines([string] $Heading, [int] $Index = 0) {
            (Get-Block $Heading $Index).Trim() -split '\n' | ForEach-Object { [scriptblock]::Create($_) }
        }
    }

    BeforeEach {
        $null = New-TestDatabase
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive (New-Guid))
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
    }

    It 'shows how to migrate, and which users are not imported' {
        $alice, $twin = 1..2 | ForEach-Object { [guid]::NewGuid().ToString('N') }
        New-FlowservDatabase "$folder/flowserv.db" @(
            "INSERT INTO api_user VALUES ('$alice', '$(Get-FlowservHash $goodPassword)', 'alice', 1)"
            "INSERT INTO api_user VALUES ('$twin', '$(Get-FlowservHash $goodPassword)', 'ALICE', 1)"
        )
        $preview, $import = Get-Lines 'Migrating'
        (& $preview | Out-String) | Should -Match 'would be imported'
        (& $import).Username | Should -Be 'ALICE'
        & (Get-Lines 'Migrating' 1)
        (Connect-FlowservUser alice -Password $goodPassword -NoCurrent).UserId | Should -Be $alice

        $env:FLOWSERV_DATABASE = "sqlite:///$folder/flowserv.db"
        { Get-FlowservUser -ErrorAction Stop } | Should -Throw -ErrorId 'NotAFlowservDatabase,*' -ExpectedMessage '*Import-FlowservUser*'
        { Register-FlowservUser bob -Password $goodPassword -ErrorAction Stop } | Should -Throw -ErrorId 'NotAFlowservDatabase,*'
    }

    It 'produces JSON in flowserv''s shape' {
        $user = Register-FlowservUser alice -Password $goodPassword
        $list, $login, $request = 0..2 | ForEach-Object { & ([scriptblock]::Create((Get-Block 'JSON like that of flowserv' $_))) | ConvertFrom-Json }
        $list.users.Count | Should -Be 1
        $list.users[0].id | Should -Be $user.Id
        $list.users[0].username | Should -Be 'alice'
        $login.id, $login.username | Should -Be $user.Id, 'alice'
        (Get-FlowservCurrentUser -ApiKey $login.token).Username | Should -Be 'alice'
        (Reset-FlowservPassword -RequestId $request.requestId -Password "$goodPassword.").Username | Should -Be 'alice'
    }

    It 'logs in from bash' -Skip:$IsWindows {
        $null = Register-FlowservUser alice -Password $goodPassword
        # The module is on no path here, and where PowerShell is a .NET tool there is no pwsh.
        $program = [Environment]::ProcessPath
        $assembly = if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { "'$PSHOME/pwsh.dll'" }
        "pwsh() { '$program' $assembly -NoProfile -Command `"Import-Module '$moduleFolder'; `${@: -1}`"; }`n" + (Get-Block 'From bash') | Set-Content ./login.sh
        $goodPassword | bash ./login.sh | Should -Be 'alice'
    }

    It 'is run completely' {
        ($blocks | Where-Object -Not Run).Code | Should -BeNullOrEmpty
    }
}
