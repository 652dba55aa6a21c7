// What a fresh clone lacks, made ready: the packages of package-lock.json, and the compiled program.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Runs a command of this machine in the project's folder and ends this process with its exit code if it fails. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  })
  if (done.error) {
    console.error(`cannot run ${command}: ${done.error.message}`)
    process.exit(1)
  }
  if (done.status !== 0) process.exit(done.status ?? 1)
}

/** The path of a tool that a package of ours brings along. */
export const tool = name => join(root, 'node_modules', '.bin', name)

/** Installs exactly what package-lock.json says, unless that is what is installed. */
export function ensureInstalled() {
  const marker = join(root, 'node_modules', '.package-lock.json')
  if (existsSync(marker) && sameLock(join(root, 'package-lock.json'), marker)) return
  console.error('Installing packages…')
  // Not `npm ci`: it refuses a lock in which the binaries of other platforms are missing, as they are where it was written.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** The lock that npm keeps beside what it installed lists the same packages; optional ones of other platforms are left out. */
function sameLock(wanted, installed) {
  const { packages: want } = JSON.parse(readFileSync(wanted, 'utf8'))
  const { packages: have } = JSON.parse(readFileSync(installed, 'utf8'))
  return Object.entries(want).every(
    ([path, { version, optional }]) => path === '' || have[path]?.version === version || (optional && !have[path]),
  )
}

/** Compiles src/ to dist/; TypeScript itself knows what has changed. Then what the pages run in the browser. */
export function ensureBuilt() {
  run(tool('tsc'), ['-p', 'tsconfig.build.json'])
  ensureWebBuilt()
}

/** Builds the scripts and styles of the pages, unless they are newer than everything that they could be made of. */
export function ensureWebBuilt() {
  const built = statSync(join(root, 'dist', 'web', 'public', 'manifest.json'), { throwIfNoEntry: false })
  const sources = ['src', 'vite.config.ts', 'package-lock.json']
  if (built !== undefined && sources.every(path => newest(join(root, path)) < built.mtimeMs)) return
  run(tool('vite'), ['build', '--logLevel=warn'])
}

/** When a file, or any file or folder below a folder, was last changed. */
function newest(path) {
  const info = statSync(path)
  if (!info.isDirectory()) return info.mtimeMs
  return Math.max(info.mtimeMs, ...readdirSync(path).map(name => newest(join(path, name))))
}

/** Where the browser for tests is: Debian's, or what CHROMIUM names. Installs Debian's where that can be done; else undefined. */
export function ensureChromium() {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium'
  if (existsSync(path)) return path
  if (process.env.CHROMIUM !== undefined || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return undefined
  console.error('Installing Chromium…')
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', '-o', 'Acquire::Retries=1', ...args], {
      stdio: 'ignore',
      timeout: 150_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  const install = () => apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation')
  // the list of packages may be missing, or so old that what it names is gone
  if (install().status !== 0 && apt('update').status === 0) install()
  return existsSync(path) ? path : undefined
}
