# 社工站工作台 (station-app) on Windows: set-up, run, checks. What `make` does on Linux.
#
#   powershell -ExecutionPolicy Bypass -File build_scripts\dev.ps1 run
#   powershell -ExecutionPolicy Bypass -File build_scripts\dev.ps1 test
#
# Needs Python 3.11 or newer (64 bit). Written for Windows PowerShell 5.1 and PowerShell 7; not tried yet.
param(
    [Parameter(Position = 0)]
    [ValidateSet('setup', 'run', 'test', 'demo', 'bundle')]
    [string]$Task = 'run'
)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$env:PYTHONUTF8 = '1'
try { [Console]::OutputEncoding = [System.Text.Encoding]::UTF8 } catch { }

$Root = Split-Path -Parent $PSScriptRoot
Set-Location $Root
$Venv = Join-Path $Root '.venv'
$Python = Join-Path $Venv 'Scripts\python.exe'
$App = Join-Path $Venv 'Scripts\station-app.exe'
$Ready = Join-Path $Venv 'ready'

function Stop-With([string[]]$Sentences) {
    foreach ($sentence in $Sentences) { Write-Host $sentence -ForegroundColor Red }
    exit 1
}

# True when the command ran and ended with 0. Its error output must not end this script (PowerShell 5.1 would).
function Test-Run([string]$Command, [string[]]$Arguments) {
    $ErrorActionPreference = 'Continue'
    try {
        & $Command @Arguments *> $null
        return ($LASTEXITCODE -eq 0)
    }
    catch { return $false }
}

function Invoke-Checked([string]$Command, [string[]]$Arguments, [string[]]$OnFailure) {
    & $Command @Arguments
    if ($LASTEXITCODE -ne 0) { Stop-With $OnFailure }
}

# The command and arguments that start a Python that is new enough, or nothing. The `python` of the Microsoft Store
# that only opens the shop ends with an error and is passed over.
function Find-Python {
    $check = 'import struct, sys; sys.exit(not (sys.version_info >= (3, 11) and struct.calcsize("P") == 8))'
    $candidates = @()
    if ($env:PYTHON) { $candidates += , @($env:PYTHON) }
    $candidates += , @('py', '-3')
    $candidates += , @('python')
    $candidates += , @('python3')
    foreach ($candidate in $candidates) {
        if (-not (Get-Command $candidate[0] -ErrorAction SilentlyContinue)) { continue }
        $before = @($candidate | Select-Object -Skip 1)
        if (Test-Run $candidate[0] ($before + @('-c', $check))) { return , $candidate }
    }
    return $null
}

function Test-Ready {
    if (-not ((Test-Path $Ready) -and (Test-Path $App))) { return $false }
    $made = (Get-Item $Ready).LastWriteTimeUtc
    foreach ($name in 'pyproject.toml', 'constraints.txt') {
        if ((Get-Item (Join-Path $Root $name)).LastWriteTimeUtc -gt $made) { return $false }
    }
    return $true
}

function Invoke-Setup {
    if (Test-Ready) { return }
    if (-not (Test-Run $Python @('-m', 'pip', '--version'))) {
        $found = Find-Python
        if ($null -eq $found) {
            Stop-With @('没有找到 64 位的 Python 3.11 或更新的版本，请从 python.org 安装，安装时勾选“Add python.exe to PATH”。',
                'No 64-bit Python 3.11 or newer found: install it from python.org and tick "Add python.exe to PATH".')
        }
        Write-Host '建立虚拟环境 / virtual environment: .venv'
        $before = @($found | Select-Object -Skip 1)
        Invoke-Checked $found[0] ($before + @('-m', 'venv', '--clear', $Venv)) @(
            '无法建立虚拟环境，请看上面的输出。', 'Cannot make a virtual environment, see above.')
    }
    Write-Host '安装依赖（首次约 430 MB）/ dependencies (about 430 MB the first time)'
    $env:PIP_CONSTRAINT = 'constraints.txt'
    $env:PIP_BUILD_CONSTRAINT = 'constraints.txt'
    Invoke-Checked $Python @('-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input',
        '-c', 'constraints.txt', '-e', '.[dev]') @(
        '依赖没有装上。请检查网络后再运行一次，已下载的部分会接着用。',
        'Dependencies were not installed: check the network and run this again.')
    Remove-Item Env:PIP_CONSTRAINT, Env:PIP_BUILD_CONSTRAINT
    Set-Content -Path $Ready -Value '' -Encoding Ascii
    Write-Host '就绪 / ready: .venv\Scripts\station-app.exe'
}

# Every step runs and shows its result even when an earlier one failed, as in build_scripts/check.sh.
function Invoke-Checks {
    $env:QT_QPA_PLATFORM = 'offscreen'
    $scripts = Join-Path $Venv 'Scripts'
    $steps = @(
        @{ Name = 'ruff check'; Command = "$scripts\ruff.exe"; Arguments = @('check', '.') },
        @{ Name = 'ruff format'; Command = "$scripts\ruff.exe"; Arguments = @('format', '--check', '.') },
        @{ Name = 'mypy --strict'; Command = "$scripts\mypy.exe"; Arguments = @('--no-incremental') },
        @{ Name = 'import-linter'; Command = "$scripts\lint-imports.exe"; Arguments = @('--no-logo') },
        @{ Name = 'pytest'; Command = $Python; Arguments = @('-m', 'pytest') }
    )
    $failed = @()
    foreach ($step in $steps) {
        Write-Host "`n== $($step.Name)"
        $arguments = $step.Arguments
        & $step.Command @arguments
        if ($LASTEXITCODE -ne 0) { $failed += $step.Name }
    }
    if ($failed.Count -gt 0) { Stop-With @("没有通过 / failed: [$($failed -join '] [')]") }
}

Invoke-Setup
switch ($Task) {
    'run' {
        & $Python build_scripts\run.py
        exit $LASTEXITCODE
    }
    'test' { Invoke-Checks }
    'demo' {
        if (Test-Path demo-out) { Remove-Item -Recurse -Force demo-out }
        & $App demo demo-out
        exit $LASTEXITCODE
    }
    'bundle' {
        & $Python build_scripts\bundle.py
        exit $LASTEXITCODE
    }
}
exit 0
