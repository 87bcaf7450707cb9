; Inno Setup: makes an installer of build\bundle\formwright. Written with care, not run yet (docs/contributing/packaging.md).
;   iscc /DVersion=0.1.0 packaging\windows\formwright.iss

[Setup]
AppId={{6C1B4E0C-8F0A-4B6B-9C0B-7E7B3A5D9F21}
AppName=Formwright
AppVersion={#Version}
AppPublisher=The Formwright authors
DefaultDirName={autopf}\Formwright
DefaultGroupName=Formwright
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
LicenseFile=..\..\LICENSE
OutputDir=..\..\build
OutputBaseFilename=formwright-{#Version}-setup
SetupIconFile=..\..\build\icons\formwright.ico
UninstallDisplayIcon={app}\formwright-designer.exe
Compression=lzma2/max
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesEnvironment=yes
WizardStyle=modern

[Files]
Source: "..\..\build\bundle\formwright\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Formwright"; Filename: "{app}\formwright-designer.exe"
Name: "{autodesktop}\Formwright"; Filename: "{app}\formwright-designer.exe"; Tasks: desktopicon

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: path; Description: "Let consoles find the formwright command"; Flags: unchecked

[Registry]
Root: HKA; Subkey: "Software\Classes\formwright"; ValueType: string; ValueData: "URL:Formwright link"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\formwright"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\formwright\shell\open\command"; ValueType: string; ValueData: """{app}\formwright-designer.exe"" ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: IsNotOnPath(ExpandConstant('{app}'))

[Run]
Filename: "{app}\formwright-designer.exe"; Description: "{cm:LaunchProgram,Formwright}"; Flags: nowait postinstall skipifsilent

[Code]
function IsNotOnPath(Folder: string): Boolean;
var
  Path: string;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Path) then
    Path := '';
  Result := Pos(';' + Uppercase(Folder) + ';', ';' + Uppercase(Path) + ';') = 0;
end;
