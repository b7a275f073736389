Describe 'What using the module leaves on a machine' -Skip:$IsWindows {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')

        # Logs in, fails, resets: what a person does with secrets. The environment is compared before and after.
        $journey = Join-Path $TestDrive journey.ps1
        @'
param([string] $Module)
function Describe { [Environment]::GetEnvironmentVariables().GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" } }
$before = Describe
Import-Module $Module
$null = Register-FlowservUser alice -Password g00d-Pl4nted-passw0rd
$session = Connect-FlowservUser -Username alice -Password g00d-Pl4nted-passw0rd -AsPlainText
Connect-FlowservUser -Username alice -Password wr0ng-Pl4nted-passw0rd -ErrorAction SilentlyContinue
$null = Get-FlowservCurrentUser -ApiKey $session.ApiKey
$null = Request-FlowservPasswordReset alice | Reset-FlowservPassword -Password n3w-Pl4nted-passw0rd
$null = Get-FlowservUser; $null = Get-FlowservSession; $null = Test-FlowservSession
Describe | Where-Object { $_ -notin $before }
'@ | Set-Content $journey

        function Invoke-Journey([string] $Name, [string[]] $Arguments, [string] $Database) {
            $userHome, $current = "$Name-home", "$Name-current" | ForEach-Object { (New-Item -ItemType Directory (Join-Path $TestDrive $_)).FullName }
            $result = Invoke-ChildPowerShell -Arguments $Arguments -Folder $current -Environment @{
                HOME = $userHome; FLOWSERV_DATABASE = $Database ? $Database : $null
                XDG_DATA_HOME = $null; XDG_CACHE_HOME = $null; XDG_CONFIG_HOME = $null
            }
            $result.Error | Should -BeNullOrEmpty
            $result.Output | Should -BeNullOrEmpty
            Get-ChildItem $current -Force | Should -BeNullOrEmpty
            @((Get-ChildItem $userHome -Recurse -File -Force).FullName) | Where-Object { $_ } | ForEach-Object { [IO.Path]::GetRelativePath($userHome, $_) }
        }

        # What PowerShell itself leaves, with a module imported.
        $usual = Invoke-Journey usual '-Command', 'Import-Module Microsoft.PowerShell.Utility'
    }

    It 'is nothing in the home folder, the environment and the current folder' {
        $data = (New-Item -ItemType Directory (Join-Path $TestDrive data)).FullName
        Invoke-Journey named '-File', $journey, '-Module', $moduleFolder (Join-Path $data users.db) | Where-Object { $_ -notin $usual } | Should -BeNullOrEmpty
        (Get-ChildItem $data -Force).Name | Should -BeLike 'users.db*'
    }

    It 'is the default database, in a folder that only its owner can use' {
        Invoke-Journey default '-File', $journey, '-Module', $moduleFolder | Where-Object { $_ -notin $usual } | Should -BeLike '.local/share/FlowservUsers/users.db*'
        (Get-Item (Join-Path $TestDrive default-home/.local/share/FlowservUsers)).UnixMode | Should -Be 'drwx------'
    }
}
