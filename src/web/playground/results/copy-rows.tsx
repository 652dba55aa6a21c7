import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { announce } from '../../client/dom.ts'
import { type CellValue, type Columns, csvOf, ndjsonOf } from './cells.ts'

interface Props {
  readonly columns: Columns
  readonly rows: () => readonly { readonly values: readonly CellValue[] }[]
}

const forms = { CSV: csvOf, NDJSON: ndjsonOf } as const

/** Buttons that copy rows as they are filtered and ordered now. */
export function CopyRows({ columns, rows }: Props): VNode {
  const [done, setDone] = useState<string>()
  const copy = async (form: keyof typeof forms): Promise<void> => {
    try {
      await navigator.clipboard.writeText(forms[form](columns, rows()))
      setDone(form)
      announce(`Copied as ${form}`)
      setTimeout(() => setDone(undefined), 1500)
    } catch {
      announce('The browser did not allow copying')
    }
  }
  return (
    <div class="pg-copy">
      {(Object.keys(forms) as (keyof typeof forms)[]).map(form => (
        <button type="button" class="plain" key={form} onClick={() => void copy(form)}>
          {done === form ? 'Copied' : `Copy ${form}`}
        </button>
      ))}
    </div>
  )
}
