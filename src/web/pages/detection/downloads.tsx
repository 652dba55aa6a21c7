import type { VNode } from 'preact'
import type { Detection, Download } from '../../../app/catalogue/model.ts'
import { filePath } from '../address.ts'
import { Icon } from '../icons.tsx'
import type { SiteView } from '../site-view.ts'
import { amount } from '../words.ts'

/** The name of a file without its folders. */
export const fileName = (path: string): string => path.split('/').at(-1) ?? path

/** Everything of the package that can be taken home; nothing is locked. */
export function Downloads({
  detection,
  downloads,
  view,
}: {
  readonly detection: Detection
  readonly downloads: readonly Download[]
  readonly view: SiteView
}): VNode {
  return (
    <ul class="downloads">
      {downloads.map(file => (
        <li key={file.name}>
          <a href={view.to(filePath(detection.id, file.name))} download={fileName(file.name)}>
            <Icon name="down" />
            <span>{file.name}</span>
          </a>
          <span class="quiet num">{size(file.bytes.length)}</span>
        </li>
      ))}
    </ul>
  )
}

const size = (bytes: number): string =>
  bytes < 10_000 ? `${amount(bytes)} B` : `${amount(Math.round(bytes / 1000))} kB`
