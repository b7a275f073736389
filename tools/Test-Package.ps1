<#
.SYNOPSIS
Takes the packed module from a folder as from a gallery, and runs a first session with it in this PowerShell.
.PARAMETER Folder
The folder that holds the package.
.PARAMETER Version
The beginning of the version that this PowerShell must have, such as 7.4.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Folder,

    [string] $Version
)

$ErrorActionPreference = 'Stop'
if ($Version -and -not "$($PSVersionTable.PSVersion).".StartsWith("$Version.")) {
    throw "This is PowerShell $($PSVersionTable.PSVersion), and the test is for $Version."
}
$scratch = Join-Path ([IO.Path]::GetTempPath()) "flowserv-package-$(New-Guid)"
$gallery = New-Item (Join-Path $scratch gallery) -ItemType Directory
$repository = "flowserv-$(New-Guid)"
try {
    Copy-Item (Join-Path $Folder 'FlowservUsers.*.nupkg') $gallery
    Register-PSResourceRepository $repository -Uri $gallery.FullName -Trusted
    $saved = New-Item (Join-Path $scratch saved) -ItemType Directory
    Save-PSResource FlowservUsers -Repository $repository -Path $saved.FullName
    $manifest = Get-ChildItem $saved -Recurse -Filter FlowservUsers.psd1
    Import-Module $manifest.FullName
    & (Join-Path $PSScriptRoot '../examples/first-steps.ps1') -Database (Join-Path $scratch users.db)
    Write-Output "FlowservUsers $((Get-Module FlowservUsers).Version) works in PowerShell $($PSVersionTable.PSVersion) on $([Runtime.InteropServices.RuntimeInformation]::OSDescription)."
}
finally {
    Unregister-PSResourceRepository $repository -ErrorAction Ignore
    # Closes the database; the module itself stays in use on Windows until this PowerShell ends.
    Remove-Module FlowservUsers -ErrorAction Ignore
    Remove-Item $scratch -Recurse -Force -ErrorAction Ignore
}
