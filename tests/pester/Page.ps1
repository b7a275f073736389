# Dot-sourced by the tests of the pages in docs: what is written there is run as it stands.

<#
.SYNOPSIS
Reads the blocks of code of a page.
.OUTPUTS
For each block, in order: Heading, the one above it; Language; Code; and Run, to be set when it is run.
#>
function Get-PageBlock([string] $Page) {
    $heading = ''
    $text = (Get-Content -Raw (Join-Path $PSScriptRoot "../../docs/$Page")).ReplaceLineEndings("`n")
    foreach ($match in [regex]::Matches($text, '(?ms)^## (?<heading>.+?)$|^```(?<language>\w+)\n(?<code>.+?)^```')) {
        if ($match.Groups['heading'].Success) {
            $heading = $match.Groups['heading'].Value
        }
        else {
            [pscustomobject]@{ Heading = $heading; Language = $match.Groups['language'].Value; Code = $match.Groups['code'].Value; Run = $false }
        }
    }
}
