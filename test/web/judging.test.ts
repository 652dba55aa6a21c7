import { describe, expect, test } from 'vitest'
import type { DataSetData } from '../../src/http/contract/data.ts'
import { type Board, createStore } from '../../src/web/playground/board.ts'
import type { Desk } from '../../src/web/playground/desk/desk.ts'
import { createJudging, isOf, tallyOf } from '../../src/web/playground/judging.ts'

const set = (id: string, kind: DataSetData['kind'], folder = 'p'): DataSetData => ({
  id,
  kind,
  title: id,
  package: folder,
  files: [],
  tables: [],
})
const sets = [set('b1', 'baseline'), set('t1', 'test'), set('v1', 'variant'), set('t2', 'test'), set('x', 'test', 'q')]

const storeOf = (text: string) =>
  createStore({ language: 'sumo', text, sets, set: 'v1', judged: undefined } as Partial<Board> as Board)

/** Gives as many rows as the name of the recording says, over five events. */
const deskOf = (rows: Readonly<Record<string, number>>, asked: string[] = []): Desk =>
  ({
    run: async (id: string) => {
      asked.push(id)
      const rowCount = rows[id]
      if (rowCount === undefined) throw new Error('no such table')
      return { rowCount, read: { events: 5 } }
    },
  }) as unknown as Desk

describe('a query is judged', () => {
  test('over the tests of the package whose data is chosen, and then over its benign events', async () => {
    const store = storeOf('* | count')
    const asked: string[] = []
    await createJudging(store, deskOf({ t1: 3, t2: 0, b1: 1 }, asked)).begin()
    expect(asked).toEqual(['t1', 't2', 'b1'])
    const { judged } = store.get()
    expect(judged && tallyOf(judged)).toEqual({
      tests: 2,
      fired: 1,
      benign: 1,
      alarmed: 1,
      benignEvents: 5,
      failed: 0,
      done: true,
    })
  })

  test('once: the same query is not run again, another one is', async () => {
    const store = storeOf('* | count')
    const asked: string[] = []
    const judging = createJudging(store, deskOf({ t1: 1, t2: 1, b1: 0 }, asked))
    await judging.begin()
    await judging.begin()
    expect(asked.length).toBe(3)
    expect(isOf(store.get().judged, store.get(), 'p')).toBe(true)
    store.set({ text: '* | count by x' })
    expect(isOf(store.get().judged, store.get(), 'p')).toBe(false)
    await judging.begin()
    expect(asked.length).toBe(6)
  })

  test('no further when something else is asked for, and what cannot be run counts as nothing', async () => {
    const store = storeOf('*')
    const asked: string[] = []
    const judging = createJudging(store, deskOf({ t1: 1, t2: 1, b1: 0 }, asked))
    const going = judging.begin()
    judging.leave()
    await going
    expect(asked).toEqual(['t1'])
    await createJudging(store, deskOf({ t1: 1, b1: 0 })).begin()
    const { judged } = store.get()
    expect(judged && tallyOf(judged)).toMatchObject({ fired: 1, failed: 1, done: true })
    expect(judged?.came.find(c => c.set === 't2')?.failed).toBe('no such table')
  })
})
