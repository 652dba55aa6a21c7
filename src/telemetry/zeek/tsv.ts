import type { Value } from '../../event/value.ts'
import { complain, nothing, type Reader } from '../reader.ts'
import { type Fields, intOf, put } from '../values/fields.ts'
import { epochTime } from '../values/time.ts'
import { zeekMeaning } from './fields.ts'

/** What the lines with `#` at the top of a log say of the others; a file may have several such tops. */
interface Layout {
  separator: string
  setSeparator: string
  empty: string
  unset: string
  path: string | undefined
  fields: readonly string[]
  types: readonly string[]
}

/** Zeek's logs as tab-separated text, read as their header says (https://docs.zeek.org/en/master/log-formats.html). */
export const zeekTsv: Reader = {
  id: 'zeek',
  title: 'Zeek logs as tab-separated text',
  recognise: head =>
    head.some(line => line.startsWith('#separator ')) && head.some(line => line.startsWith('#fields')) ? 1 : 0,
  open: file => {
    const layout: Layout = {
      separator: '\t',
      setSeparator: ',',
      empty: '(empty)',
      unset: '-',
      path: undefined,
      fields: [],
      types: [],
    }
    return {
      line(text, number) {
        if (text.trim() === '') return nothing
        if (text.startsWith('#')) {
          directive(layout, text)
          return nothing
        }
        const values = text.split(layout.separator)
        if (layout.fields.length === 0) return complain(file, number, 'this line comes before any #fields line')
        if (values.length !== layout.fields.length) {
          const message = `this line has ${values.length} fields, #fields names ${layout.fields.length}`
          return complain(file, number, message)
        }
        const fields: Fields = {}
        layout.fields.forEach((name, i) => {
          put(fields, name, cell(values[i] ?? '', layout.types[i] ?? 'string', layout))
        })
        const ts = layout.fields.indexOf('ts')
        const time = ts < 0 ? undefined : epochTime(values[ts] ?? '')
        return [
          {
            event: {
              origin: { file, line: number },
              time,
              logSource: zeekMeaning(layout.path, fields),
              fields,
              raw: text,
            },
          },
        ]
      },
      end: () => nothing,
    }
  },
}

function directive(layout: Layout, text: string): void {
  if (text.startsWith('#separator ')) {
    layout.separator = unescaped(text.slice(11).trim())
    return
  }
  const [name, ...values] = text.slice(1).split(layout.separator)
  const [value = ''] = values
  if (name === 'set_separator') layout.setSeparator = unescaped(value)
  else if (name === 'empty_field') layout.empty = value
  else if (name === 'unset_field') layout.unset = value
  else if (name === 'path') layout.path = value
  else if (name === 'fields') layout.fields = values
  else if (name === 'types') layout.types = values
}

function cell(text: string, type: string, layout: Layout): Value {
  if (text === layout.unset) return null
  const list = /^(?:set|vector)\[(.*)\]$/.exec(type)
  if (list === null) return text === layout.empty ? '' : single(text, type)
  if (text === layout.empty) return []
  return text.split(layout.setSeparator).map(item => (item === layout.unset ? null : single(item, list[1] ?? 'string')))
}

function single(text: string, type: string): Value {
  switch (type) {
    case 'count':
    case 'int':
    case 'port':
      return intOf(text) ?? text
    case 'double':
    case 'interval':
    case 'time':
      return Number.isFinite(Number(text)) ? Number(text) : text
    case 'bool':
      return text === 'T' ? true : text === 'F' ? false : text
    default:
      return unescaped(text)
  }
}

/** Zeek writes separators and bytes that are no UTF-8 as `\xHH`. */
function unescaped(text: string): string {
  if (!text.includes('\\x')) return text
  return text.replaceAll(/\\x[0-9a-fA-F]{2}/g, code => String.fromCharCode(Number.parseInt(code.slice(2), 16)))
}
