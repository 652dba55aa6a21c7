import type { VNode } from 'preact'
import type { Detection, RelatedEntry } from '../../../app/catalogue/model.ts'
import { detectionPath } from '../address.ts'
import { Listed } from '../marks.tsx'
import type { SiteView } from '../site-view.ts'
import { shortened } from '../words.ts'

type Kind = 'family' | 'conditions' | 'chain' | 'other'

const titles: Readonly<Record<Kind, string>> = {
  family: 'Same technique family',
  conditions: 'Shared conditions',
  chain: 'What comes before and after',
  other: 'Near it',
}

/** Relations that say an order; packages name them in words of their own. */
const inOrder = /\b(next|after|before|aim|leads?|follows?)\b/i

/** In which way a technique belongs to this one. */
export function kindOf({ technique, relation, shared }: RelatedEntry, own: string): Kind {
  if (inOrder.test(relation)) return 'chain'
  const familyOf = (id: string): string => id.split('.')[0] ?? id
  if (familyOf(technique) === familyOf(own)) return 'family'
  return shared.length > 0 ? 'conditions' : 'other'
}

/** Other techniques that belong to this one: the same family, shared conditions, what comes before and after. */
export function RelatedPart({ detection, view }: { readonly detection: Detection; readonly view: SiteView }): VNode {
  return (
    <>
      {(Object.keys(titles) as Kind[]).map(kind => {
        const entries = detection.related.filter(entry => kindOf(entry, detection.technique.id) === kind)
        return (
          entries.length > 0 && (
            <div class="related" key={kind}>
              <h3>{titles[kind]}</h3>
              <ul>
                {entries.map((entry, i) => (
                  <Related entry={entry} view={view} key={i} />
                ))}
              </ul>
            </div>
          )
        )
      })}
    </>
  )
}

function Related({ entry, view }: { readonly entry: RelatedEntry; readonly view: SiteView }): VNode {
  return (
    <li>
      <p class="related-head">
        <code>{entry.technique}</code>{' '}
        {entry.detection === undefined ? (
          <span>{entry.name}</span>
        ) : (
          <a href={view.to(detectionPath(entry.detection))}>{entry.name}</a>
        )}{' '}
        <span class="relation">
          {entry.relation}
          {entry.detection === undefined && ', not in this catalogue'}
        </span>
      </p>
      {entry.why !== '' && <p>{entry.why}</p>}
      {entry.shared.length > 0 && (
        <p class="quiet shared">
          Both ask{' '}
          <Listed>
            {entry.shared.map(condition => (
              <code key={condition}>{shortened(condition, 70)}</code>
            ))}
          </Listed>
        </p>
      )}
    </li>
  )
}
