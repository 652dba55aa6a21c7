import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import type { DataSetData } from '../../http/contract/data.ts'
import { Icon } from '../pages/icons.tsx'
import type { Board } from './board.ts'

/** Chooses what is searched: a recording of the catalogue, data of the server, or a file of this machine. */
export function DataPicker({
  board: { sets, set },
  choose,
  take,
}: {
  readonly board: Board
  readonly choose: (set: string) => void
  readonly take: (files: readonly File[]) => void
}): VNode {
  const file = useRef<HTMLInputElement>(null)
  return (
    <div class="pg-data">
      <label class="pg-choice">
        <span>Data</span>
        <select value={set ?? ''} onChange={event => choose(event.currentTarget.value)}>
          {sets.length === 0 && <option value="">No data yet</option>}
          {groups(sets).map(({ title, members }) => (
            <optgroup label={title} key={title}>
              {members.map(member => (
                <option value={member.id} key={member.id}>
                  {nameOf(member)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <button type="button" class="plain" onClick={() => file.current?.click()}>
        <Icon name="open" /> Open a file
      </button>
      <input
        ref={file}
        type="file"
        multiple
        hidden
        onChange={event => {
          const chosen = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          void take(chosen)
        }}
      />
    </div>
  )
}

const kinds = { test: 'Test', baseline: 'Benign', variant: 'Variant', given: '', upload: '' } as const

const nameOf = ({ kind, title }: DataSetData): string => (kinds[kind] === '' ? title : `${kinds[kind]}: ${title}`)

/** Own files first, then what the server was given, then one group for each package. */
function groups(sets: readonly DataSetData[]): readonly { title: string; members: readonly DataSetData[] }[] {
  const found = new Map<string, DataSetData[]>()
  for (const set of sets) {
    const title = set.kind === 'upload' ? 'Your files' : (set.package ?? 'Given to the server')
    const group = found.get(title)
    if (group === undefined) found.set(title, [set])
    else group.push(set)
  }
  return [...found].map(([title, members]) => ({ title, members }))
}
