@{
    RootModule           = 'FlowservUsers.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '06356997-2ef1-464e-87f1-e66af4993ace'
}
