import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { transformWithOxc } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// The real process: streams, pipes, colours, exit codes. The program is stripped of its types into a folder of its own.

const root = join(import.meta.dirname, '..', '..')
const home = mkdtempSync(join(tmpdir(), 'assay-process-'))
const launcher = join(home, 'bin', 'assay.js')

beforeAll(async () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(n => n.endsWith('.ts'))
  for (const name of sources) {
    const source = readFileSync(join(root, 'src', name), 'utf8')
    const { code } = await transformWithOxc(source, name, { typescript: { rewriteImportExtensions: true } })
    const target = join(home, 'dist', name.replace(/\.ts$/, '.js'))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, code)
  }
  mkdirSync(join(home, 'bin'))
  for (const name of ['package.json', 'bin/assay.js']) writeFileSync(join(home, name), readFileSync(join(root, name)))
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'), 'junction')
  writeFileSync(join(home, 'logs.log'), 'one line\n'.repeat(20_000))
}, 60_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

function assay(args: readonly string[], { stdin = '', env = {}, closeAfter = Number.POSITIVE_INFINITY } = {}) {
  return new Promise<{ code: number | null; out: string; err: string }>(resolve => {
    const child = spawn(process.execPath, [launcher, ...args], {
      cwd: home,
      env: { PATH: process.env['PATH'], ...env },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', data => {
      out += data
      if (out.length > closeAfter) child.stdout.destroy()
    })
    child.stderr.on('data', data => {
      err += data
    })
    child.stdin.on('error', () => {})
    child.stdin.end(stdin)
    child.on('close', code => resolve({ code, out, err }))
  })
}

describe('the process', () => {
  test('runs a query from standard input', async () => {
    const { code, out } = await assay(['run', '-', '--data', 'logs.log', '--format', 'json'], { stdin: '* | count' })
    expect(out).toBe('[\n{"_count":20000}\n]\n')
    expect(code).toBe(0)
  })

  test('ends quietly when nobody reads its output any more', async () => {
    const { code, err } = await assay(
      ['run', '-', '--data', 'logs.log', '--format', 'ndjson', '--engine', 'reference'],
      {
        stdin: '*',
        closeAfter: 100,
      },
    )
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  test('a pipe gets no colours, unless they are forced', async () => {
    expect((await assay(['check', '-'], { stdin: '* | eval' })).out).not.toContain('\u001b[')
    const forced = await assay(['check', '-'], { stdin: '* | eval', env: { FORCE_COLOR: '1' } })
    expect(forced.out).toContain('\u001b[')
    expect(forced.code).toBe(1)
  })

  test('help shows the exit codes', async () => {
    const { out, code } = await assay(['--help'])
    expect(out).toMatch(/Exit codes:\n +0 {2}/)
    expect(code).toBe(0)
  })

  test('without a build it says what to type', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'assay-bare-'))
    mkdirSync(join(bare, 'bin'))
    writeFileSync(join(bare, 'package.json'), '{"type":"module"}')
    writeFileSync(join(bare, 'bin', 'assay.js'), readFileSync(launcher))
    const child = spawn(process.execPath, [join(bare, 'bin', 'assay.js')])
    let err = ''
    child.stderr.on('data', data => {
      err += data
    })
    const code = await new Promise(resolve => child.on('close', resolve))
    rmSync(bare, { recursive: true })
    expect(err).toContain('run `npm start`')
    expect(code).toBe(2)
  })
})
