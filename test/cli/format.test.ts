import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openSession } from './session.ts'

const session = openSession()
afterAll(() => session.remove())
const loose = '_sourceCategory = web|JSON auto|where  status=500 // broken\n|COUNT by host'
const laidOut = '_sourceCategory=web\n| json auto\n| where status = 500 // broken\n| count by host\n'
const wrong = '* | where status = \n'
beforeEach(() => {
  session.put('loose.sumo', loose)
  session.put('good.sumo', laidOut)
  session.put('wrong.sumo', wrong)
})
const textOf = (name: string): string => readFileSync(join(session.folder, name), 'utf8')

test('a query is printed in its layout, and nothing is written', async () => {
  expect(await session.assay(['format', 'loose.sumo'])).toEqual({ code: 0, out: laidOut, err: '' })
  expect(textOf('loose.sumo')).toBe(loose)
})

test('standard input is read for -', async () => {
  expect(await session.assay(['format', '-'], loose)).toEqual({ code: 0, out: laidOut, err: '' })
})

test('--check lists what is laid out in another way, and exits 1', async () => {
  const { code, out, err } = await session.assay(['format', '--check', 'loose.sumo', 'good.sumo'])
  expect(out).toBe('loose.sumo\n')
  expect(err).toBe('1 file to lay out (`assay format --write` does it), 1 file right as before\n')
  expect(code).toBe(1)
  expect(textOf('loose.sumo')).toBe(loose)
})

test('--check is silent on standard output when all is well', async () => {
  expect(await session.assay(['format', '--check', 'good.sumo'])).toEqual({
    code: 0,
    out: '',
    err: '1 file right as before\n',
  })
})

test('--write rewrites what is laid out in another way, with its rights, and leaves nothing beside it', async () => {
  chmodSync(join(session.folder, 'loose.sumo'), 0o640)
  const before = readdirSync(session.folder)
  const untouched = statSync(join(session.folder, 'good.sumo')).ino
  const { code, out } = await session.assay(['format', '--write', 'loose.sumo', 'good.sumo'])
  expect({ code, out }).toEqual({ code: 0, out: 'loose.sumo\n' })
  expect(textOf('loose.sumo')).toBe(laidOut)
  expect(statSync(join(session.folder, 'loose.sumo')).mode & 0o777).toBe(0o640)
  expect(statSync(join(session.folder, 'good.sumo')).ino).toBe(untouched)
  expect(readdirSync(session.folder)).toEqual(before)
  expect((await session.assay(['format', '--check', 'loose.sumo'])).code).toBe(0)
})

test('--write follows a link, which stays one', async () => {
  symlinkSync(join(session.folder, 'loose.sumo'), join(session.folder, 'link.sumo'))
  await session.assay(['format', '--write', 'link.sumo'])
  expect(lstatSync(join(session.folder, 'link.sumo')).isSymbolicLink()).toBe(true)
  expect(textOf('loose.sumo')).toBe(laidOut)
})

test('a query that cannot be parsed is told, and left as it is; the others are still done', async () => {
  const { code, out, err } = await session.assay(['format', '--write', 'wrong.sumo', 'loose.sumo'])
  expect(code).toBe(2)
  expect(out).toBe('loose.sumo\n')
  expect(err).toContain('a value, a field or a function is missing')
  expect(err).toContain('1 file laid out, 1 file not touched')
  expect(textOf('wrong.sumo')).toBe(wrong)
})

test('--check and --write together are refused', async () => {
  const { code, err } = await session.assay(['format', '--check', '--write', 'good.sumo'])
  expect(code).toBe(2)
  expect(err).toContain('--check writes nothing')
})

test('a missing file is named', async () => {
  const { code, err } = await session.assay(['format', 'lose.sumo'])
  expect(code).toBe(2)
  expect(err).toContain('loose.sumo')
})
