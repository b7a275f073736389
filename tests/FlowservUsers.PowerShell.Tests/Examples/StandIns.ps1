# What the examples use of PowerShell beside the cmdlets of the engine package. $clock is the clock of the database.

function Get-Date {
    param([Parameter(Position = 0)] [datetime] $Date = $clock.GetUtcNow().LocalDateTime, [string] $Format)
    if ($Format) { $Date.ToString($Format) } else { $Date }
}

function New-TimeSpan {
    param([int] $Days)
    [timespan]::FromDays($Days)
}

function Select-Object {
    param(
        [Parameter(Position = 0)] [object[]] $Property,
        [string] $ExpandProperty,
        [Parameter(ValueFromPipeline)] [object] $InputObject
    )
    process {
        if ($ExpandProperty) { return $InputObject.$ExpandProperty }
        $selected = [ordered]@{}
        foreach ($column in $Property) {
            if ($column -is [hashtable]) {
                $selected[$column.n] = $InputObject | ForEach-Object $column.e
            }
            else {
                $selected[$column] = $InputObject.$column
            }
        }
        [pscustomobject] $selected
    }
}

function Format-List {
    param([Parameter(Position = 0)] [string[]] $Property, [Parameter(ValueFromPipeline)] [object] $InputObject)
    process {
        $names = if ($Property) { $Property } else { $InputObject.PSObject.Properties.Name }
        foreach ($name in $names) { "$name : $($InputObject.$name)" }
    }
}

function ConvertTo-Json {
    param([Parameter(ValueFromPipeline)] [object] $InputObject)
    process {
        $values = [Collections.Generic.Dictionary[string, object]]::new()
        foreach ($property in $InputObject.PSObject.Properties) { $values[$property.Name] = $property.Value }
        [System.Text.Json.JsonSerializer]::Serialize($values)
    }
}

# Values without commas or quotation marks.
function Import-Csv {
    param([Parameter(Mandatory, Position = 0)] [string] $Path)
    $lines = [IO.File]::ReadAllLines($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path))
    $names = $lines[0].Split(',')
    for ($line = 1; $line -lt $lines.Length; $line++) {
        $row = [ordered]@{}
        $values = $lines[$line].Split(',')
        for ($column = 0; $column -lt $names.Length; $column++) { $row[$names[$column]] = $values[$column] }
        [pscustomobject] $row
    }
}

function Export-Csv {
    param([Parameter(Mandatory, Position = 0)] [string] $Path, [switch] $Append, [Parameter(ValueFromPipeline)] [object] $InputObject)
    begin {
        $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
        $lines = [Collections.Generic.List[string]]::new()
        $headed = $Append -and [IO.File]::Exists($file)
    }
    process {
        if (-not $headed) {
            $lines.Add($InputObject.PSObject.Properties.Name -join ',')
            $headed = $true
        }
        $lines.Add($InputObject.PSObject.Properties.Value -join ',')
    }
    end {
        if ($Append) { [IO.File]::AppendAllLines($file, $lines) } else { [IO.File]::WriteAllLines($file, $lines) }
    }
}

function Read-Host {
    param([Parameter(Position = 0)] [string] $Prompt, [switch] $MaskInput, [switch] $AsSecureString)
    $Host.UI.Write($Prompt)
    if ($AsSecureString) { $Host.UI.ReadLineAsSecureString() } else { $Host.UI.ReadLine() }
}

function Remove-Item {
    param([Parameter(Mandatory, Position = 0)] [string] $Path)
    $ExecutionContext.InvokeProvider.Item.Remove($Path, $false)
}

# A vault, as the module Microsoft.PowerShell.SecretManagement has it.
$vault = @{}

function Set-Secret {
    param([Parameter(Mandatory)] [string] $Name, [Parameter(Mandatory)] [object] $Secret)
    $vault[$Name] = $Secret
}

function Get-Secret {
    param([Parameter(Mandatory, Position = 0)] [string] $Name)
    $vault[$Name] ?? $(throw "The vault has no secret named $Name.")
}
