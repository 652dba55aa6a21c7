import type { ComponentChildren, VNode } from 'preact'
import type { Detection, Download, Named } from '../../../app/catalogue/model.ts'
import { sectionsOf } from '../../../app/catalogue/sections.ts'
import { detectionPath, filePath, homePath } from '../address.ts'
import { wordOf } from '../code.tsx'
import { Document } from '../document.tsx'
import { Icon } from '../icons.tsx'
import { Markdown } from '../markdown.tsx'
import { Section } from '../marks.tsx'
import type { SiteView } from '../site-view.ts'
import { plural } from '../words.ts'
import { DataPart, HistoryPart, Sentences, SpecimensPart } from './context.tsx'
import { Downloads } from './downloads.tsx'
import { AttackFacts, PackageFacts, Trust } from './facts.tsx'
import { ProofMatrix } from './proof-matrix.tsx'
import { Query } from './query.tsx'
import { RelatedPart } from './related.tsx'
import { HuntsPart, InvestigationPart, PlaybookPart } from './response.tsx'
import { Tests } from './tests.tsx'
import { Thresholds } from './thresholds.tsx'
import { VerdictStrip } from './verdict-strip.tsx'

interface Props {
  readonly detection: Detection
  readonly language: Named
  readonly downloads: readonly Download[]
  readonly view: SiteView
}

interface Part {
  readonly id: string
  readonly title: string
  readonly aside?: ComponentChildren
  readonly body: VNode
}

/** A detection in one of its languages: the verdict first, then everything that is known, in the order in which it is asked. */
export function DetectionPage(props: Props): VNode {
  const { detection, language, view, downloads } = props
  const title = `Detect ${detection.name} in ${language.name}`
  const parts = partsOf(props)
  const rules = downloads.filter(d => /\.ya?ml$/.test(d.name))
  const archive = downloads.find(d => d.name.endsWith('.zip'))
  return (
    <Document
      view={view}
      title={title}
      description={descriptionOf(detection)}
      current={undefined}
      kind="detection"
      canonical={detectionPath(detection.id, language)}
    >
      <nav class="crumbs" aria-label="Breadcrumb">
        <a href={view.to(homePath)}>Catalogue</a>
        <span aria-hidden="true">/</span>
        <span>{detection.attack.tactic.name}</span>
        <span aria-hidden="true">/</span>
        <span>
          <code>{detection.id}</code> <span class="crumb-name">{detection.name}</span>
        </span>
      </nav>
      <VerdictStrip detection={detection} language={language.id} />
      <div class="page-head">
        <h1>{title}</h1>
        <p class="lead-says">{detection.title}</p>
        <div class="page-tabs">
          <nav class="tabs" aria-label="Language">
            {detection.languages.map(other => (
              <a
                href={view.to(detectionPath(detection.id, other))}
                aria-current={other.id === language.id ? 'page' : undefined}
                key={other.id}
              >
                {other.name}
                <span class="num quiet">{detection.queries.filter(q => q.language === other.id).length}</span>
              </a>
            ))}
          </nav>
          <p class="page-downloads">
            {rules.length > 0 && (
              <a
                class="plain"
                href={rules.length === 1 ? view.to(filePath(detection.id, rules[0]?.name ?? '')) : '#downloads'}
                download={rules.length === 1 ? rules[0]?.name : undefined}
              >
                <Icon name="down" />
                <span>{rules.length === 1 ? 'Sigma rule .yml' : `${rules.length} Sigma rules .yml`}</span>
              </a>
            )}
            {archive && (
              <a class="plain" href={view.to(filePath(detection.id, archive.name))} download={archive.name}>
                <Icon name="down" />
                <span>Whole package .zip</span>
              </a>
            )}
          </p>
        </div>
      </div>
      <div class="columns">
        <nav class="contents" aria-label="On this page">
          <ol>
            {parts.map(part => (
              <li key={part.id}>
                <a href={`#${part.id}`}>{part.title}</a>
              </li>
            ))}
          </ol>
        </nav>
        <div class="column">
          {parts.map(part => (
            <Section id={part.id} title={part.title} aside={part.aside} key={part.id}>
              {part.body}
            </Section>
          ))}
        </div>
        <aside class="side" aria-label="Facts">
          <AttackFacts detection={detection} />
          <PackageFacts detection={detection} />
        </aside>
      </div>
    </Document>
  )
}

/** What a search engine, or a link that is sent to somebody, shows of the page. */
const descriptionOf = ({ id, title, procedures, baseline }: Detection): string =>
  `${id}: ${title}. Fires on ${procedures.caught} of ${plural(procedures.total, 'procedure')}, tried on ${plural(baseline.events, 'benign event')}.`

function partsOf({ detection, language, view, downloads }: Props): Part[] {
  const queries = detection.queries.filter(q => q.language === language.id)
  const own = { detection, view, language: language.id }
  const parts: (Part | false)[] = [
    { id: 'description', title: 'Description', body: <Description text={detection.description} /> },
    {
      id: 'query',
      title: queries.length === 1 ? 'Query' : 'Queries',
      body: (
        <>
          {queries.map(query => (
            <Query query={query} detection={detection} view={view} kind="query" key={query.id} />
          ))}
          <WordList detection={detection} language={language.id} />
        </>
      ),
    },
    { id: 'trust', title: 'Severity and confidence', body: <Trust detection={detection} /> },
    { id: 'data', title: 'Data sources', body: <DataPart detection={detection} /> },
    {
      id: 'false-positives',
      title: 'False positives and tuning',
      body: (
        <>
          <Sentences
            of={detection.falsePositives}
            none="The package names none. The baseline below is all that is known."
          />
          <Thresholds {...own} />
          {detection.tuning !== '' && (
            <details class="more guidance">
              <summary>Tuning guidance</summary>
              <Markdown text={detection.tuning} level={2} headless />
            </details>
          )}
        </>
      ),
    },
    {
      id: 'blind-spots',
      title: 'Blind spots',
      body: (
        <Sentences
          of={detection.blindSpots}
          none="None are known. Every detection has some: nobody has written them down here yet."
        />
      ),
    },
    {
      id: 'tests',
      title: 'Tests',
      aside: <p class="quiet">{plural(detection.tests.length, 'procedure')}</p>,
      body: (
        <>
          <p class="quiet">
            Each recording against each query; a cell opens the events behind it and the reason for each.
          </p>
          <ProofMatrix {...own} />
          <Tests detection={detection} />
        </>
      ),
    },
    detection.playbook.steps.length > 0 && {
      id: 'playbook',
      title: 'Response playbook',
      body: <PlaybookPart {...own} />,
    },
    detection.investigation.length > 0 && {
      id: 'investigation',
      title: 'Investigation guide',
      body: <InvestigationPart {...own} />,
    },
    detection.hunts.length > 0 && { id: 'hunts', title: 'Hunting queries', body: <HuntsPart {...own} /> },
    detection.specimens.length > 0 && {
      id: 'published',
      title: 'Published elsewhere',
      body: <SpecimensPart detection={detection} />,
    },
    detection.related.length > 0 && {
      id: 'related',
      title: 'Related detections',
      body: <RelatedPart detection={detection} view={view} />,
    },
    { id: 'history', title: 'History', body: <HistoryPart detection={detection} /> },
    downloads.length > 0 && {
      id: 'downloads',
      title: 'Downloads',
      body: <Downloads detection={detection} downloads={downloads} view={view} />,
    },
  ]
  return parts.filter(part => part !== false)
}

/** What happens stands first; the rest of the description is for who wants to know more. */
function Description({ text }: { readonly text: string }): VNode {
  const [before, first, ...more] = sectionsOf(text)
  return (
    <>
      <Markdown text={[before, first].map(section => section?.text ?? '').join('\n\n')} level={2} headless />
      {more.length > 0 && (
        <details class="more guidance">
          <summary>{more.map(section => section.title).join(' · ')}</summary>
          <Markdown text={more.map(section => `## ${section.title}\n\n${section.text}`).join('\n\n')} level={2} />
        </details>
      )}
    </>
  )
}

/** The operators and functions of the page's queries with their help: what a query's words show when they are pointed at. */
function WordList({ detection, language }: { readonly detection: Detection; readonly language: string }): VNode | null {
  const published = detection.specimens.flatMap(s => (s.fixed === undefined ? [s.published] : [s.published, s.fixed]))
  const shown = [...detection.queries.filter(q => q.language === language), ...detection.hunts, ...published]
  const words = new Map(
    shown
      .flatMap(q => q.tokens)
      .flatMap(piece => (piece.help === undefined ? [] : [[wordOf(piece), piece.help] as const])),
  )
  if (words.size === 0) return null
  return (
    <details class="more words">
      <summary>Operators and functions used here: {words.size}</summary>
      <dl data-words>
        {[...words]
          .sort(([a], [b]) => a.localeCompare(b, 'en'))
          .map(([word, help]) => (
            <div key={word} data-word={word}>
              <dt>
                <code>{word}</code>
              </dt>
              <dd>{help}</dd>
            </div>
          ))}
      </dl>
    </details>
  )
}
