Describe 'The repository' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestDatabase.ps1')
        $files = Get-ChildItem $repository -Recurse -File -Force |
            Where-Object { [IO.Path]::GetRelativePath($repository, $_.FullName) -notmatch '(^|[/\\])(bin|obj|output|artifacts|TestResults|BenchmarkDotNet\.Artifacts|\.git|\.vs)([/\\]|$)' }
    }

    It 'has scripts that parse' {
        $files | Where-Object Extension -In '.ps1', '.psm1', '.psd1' | ForEach-Object {
            $errors = $null
            $null = [Management.Automation.Language.Parser]::ParseFile($_.FullName, [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty -Because $_.FullName
        }
    }

    It 'defines its version only in the manifest' {
        $version = [regex]::Escape((Import-PowerShellDataFile (Join-Path $repository module/FlowservUsers.psd1)).ModuleVersion)
        $files | Where-Object Extension -In '.psd1', '.ps1', '.cs', '.csproj', '.props', '.targets' |
            Where-Object { (Get-Content $_.FullName -Raw) -match "(?<![\d.])$version(?![\d.])" } | ForEach-Object Name | Should -Be 'FlowservUsers.psd1'
        $files | Where-Object Extension -In '.csproj', '.props', '.targets' |
            Where-Object { (Get-Content $_.FullName -Raw) -match '<(Version|VersionPrefix|PackageVersion|AssemblyVersion|FileVersion|InformationalVersion)>' } |
            ForEach-Object Name | Should -Be 'Directory.Build.props'
    }

    It 'shows a terminal picture in README, with a text alternative and nothing that web pages forbid' {
        Get-Content (Join-Path $repository README.md) -Raw | Should -Match '!\[[^\]]{40,}\]\(docs/terminal\.svg\)'
        $picture = [xml] (Get-Content (Join-Path $repository docs/terminal.svg) -Raw)
        $picture.SelectNodes('//*').LocalName | Sort-Object -Unique | Should -Be 'circle', 'desc', 'g', 'rect', 'svg', 'text', 'title'
        $picture.SelectNodes('//@*').LocalName | Should -Not -Contain 'href'
        $picture.SelectNodes('//@*').LocalName | Should -Not -Contain 'style'
        $picture.svg.desc.InnerText ?? $picture.svg.desc.'#text' | Should -BeLike '*Register-FlowservUser*'
    }
}
