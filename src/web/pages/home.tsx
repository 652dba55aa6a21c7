import type { VNode } from 'preact'
import type { Catalogue, Standing } from '../../app/catalogue/model.ts'
import { homePath } from './address.ts'
import { AttackMap } from './attack-map.tsx'
import { DetectionRow } from './detection-row.tsx'
import { Document } from './document.tsx'
import { Icon } from './icons.tsx'
import type { SiteView } from './site-view.ts'
import { amount, capital, confidences, moment, severities, shortSource, standingWords } from './words.ts'

interface Props {
  readonly catalogue: Catalogue
  readonly view: SiteView
}

/** The catalogue: search, what is proven, ATT&CK as a heat map, and every detection with its facts. */
export function HomePage({ catalogue, view }: Props): VNode {
  const { detections } = catalogue
  const caught = sum(detections.map(d => d.procedures.caught))
  const procedures = sum(detections.map(d => d.procedures.total))
  const benign = sum(detections.map(d => d.baseline.events))
  return (
    <Document
      view={view}
      title="Assay"
      description="Detections for Sumo Logic and Sigma, each claim backed by a run on real telemetry."
      current="home"
      kind="home"
      canonical={homePath}
    >
      <div class="lead">
        <h1>Detections, proven</h1>
        <p class="lead-says">
          Each query here was run against recordings of the attack and against ordinary days. The catalogue says what it
          caught, what it missed and where it was wrong.
        </p>
        <dl class="sums">
          <div>
            <dt>Procedures caught</dt>
            <dd>
              {amount(caught)}
              <small> of {amount(procedures)}</small>
            </dd>
          </div>
          <div>
            <dt>Benign events</dt>
            <dd>{amount(benign)}</dd>
          </div>
          <div>
            <dt>Proved</dt>
            <dd class="date">
              <time dateTime={catalogue.provedAt}>{moment(catalogue.provedAt)}</time>
            </dd>
          </div>
        </dl>
      </div>

      <form class="search js" role="search" data-search>
        <label class="sr" for="q">
          Search technique, name, data source, text of the query
        </label>
        <div class="search-box">
          <Icon name="search" />
          <input
            id="q"
            name="q"
            type="search"
            autocomplete="off"
            spellcheck={false}
            placeholder="Technique, name, data source, text of a query"
            aria-controls="detections"
          />
          <kbd>/</kbd>
        </div>
        <div class="filters">
          <Choice name="tactic" label="Tactic" options={unique(detections.map(d => [d.tactic.id, d.tactic.name]))} />
          <Choice
            name="platform"
            label="Platform"
            options={unique(detections.flatMap(d => d.platforms.map(p => [p, capital(p)])))}
          />
          <Choice
            name="source"
            label="Data source"
            options={unique(detections.flatMap(d => d.dataSources.map(shortSource).map(s => [s, s])))}
          />
          <Choice name="severity" label="Severity" options={severities.map(s => [s, capital(s)])} />
          <Choice name="confidence" label="Confidence" options={confidences.map(c => [c, capital(c)])} />
        </div>
      </form>

      <Standings counts={catalogue.counts} />

      <section aria-labelledby="list-title" class="list-part">
        <div class="part-head">
          <h2 id="list-title">Detections</h2>
          <p class="found" role="status" data-found>
            {amount(detections.length)} of {amount(detections.length)}
          </p>
        </div>
        <ul class="detections" id="detections">
          {detections.map(card => (
            <DetectionRow card={card} view={view} key={card.id} />
          ))}
        </ul>
        <p class="none-found" data-none hidden>
          Nothing matches.{' '}
          <button type="button" class="link" data-clear>
            Clear search and filters
          </button>
        </p>
      </section>

      <AttackMap attack={catalogue.attack} detections={detections} view={view} />
    </Document>
  )
}

/** The counts of proven, refuted and unproven; each is also the filter for its detections. */
function Standings({ counts }: { readonly counts: Catalogue['counts'] }): VNode {
  return (
    <div class="standings" role="group" aria-label="What is proven">
      {(Object.keys(standingWords) as Standing[]).map(standing => (
        <button
          type="button"
          class={`standing is-${standing}`}
          data-standing={standing}
          aria-pressed="false"
          key={standing}
        >
          <b>{amount(counts[standing])}</b>
          <span>{standingWords[standing].name}</span>
        </button>
      ))}
    </div>
  )
}

type Option = readonly [value: string, name: string]

function Choice({
  name,
  label,
  options,
}: {
  readonly name: string
  readonly label: string
  readonly options: readonly Option[]
}): VNode {
  return (
    <label class="choice">
      <span>{label}</span>
      <select name={name} data-filter={name}>
        <option value="">Any</option>
        {options.map(([value, says]) => (
          <option value={value} key={value}>
            {says}
          </option>
        ))}
      </select>
    </label>
  )
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

const unique = (options: readonly (readonly string[])[]): Option[] =>
  [...new Map(options.map(([value = '', name = '']) => [value, name])).entries()].sort(([, a], [, b]) =>
    a.localeCompare(b, 'en'),
  )
