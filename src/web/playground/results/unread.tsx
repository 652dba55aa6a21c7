import type { VNode } from 'preact'
import type { RunAnswerData } from '../../../http/contract/run.ts'
import { plural } from '../../pages/words.ts'

/** What could not be read or was not searched: the rows are not the whole answer then. */
export function Unread({
  read: { events, problems, problemCount, incomplete },
  timeless,
}: Pick<RunAnswerData, 'read' | 'timeless'>): VNode | null {
  if (problemCount === 0 && timeless === 0 && !incomplete) return null
  const files = problems.filter(problem => problem.is === 'file').length
  const records = problemCount - files
  return (
    <details class="pg-unread" open={events === 0}>
      <summary>
        {events === 0
          ? 'There is no event in this data'
          : incomplete
            ? 'Not everything was read'
            : 'Some things were passed over'}
        {files > 0 && `: ${plural(files, 'file')} could not be read to the end`}
        {records > 0 && `${files > 0 ? ', ' : ': '}${plural(records, 'record')} could not be read`}
        {timeless > 0 && `; ${plural(timeless, 'event')} without a time`}
      </summary>
      <ul>
        {problemCount === 0 && events === 0 && <li>It holds nothing but blank lines.</li>}
        {problems.map(({ file, line, message }) => (
          <li key={`${file} ${line} ${message}`}>
            <code>
              {file}
              {line > 0 && `:${line}`}
            </code>{' '}
            {message}
          </li>
        ))}
      </ul>
    </details>
  )
}
