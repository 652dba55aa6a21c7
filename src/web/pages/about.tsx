import type { VNode } from 'preact'
import type { Catalogue } from '../../app/catalogue/model.ts'
import { apiPath } from '../../http/contract/api-page.ts'
import { Document } from './document.tsx'
import { Section } from './marks.tsx'
import type { SiteView } from './site-view.ts'
import { standingWords } from './words.ts'

/** How verdicts are made, what a confidence is derived from, whose names are used, and under which licences. */
export function AboutPage({ catalogue, view }: { readonly catalogue: Catalogue; readonly view: SiteView }): VNode {
  return (
    <Document
      view={view}
      title="About"
      description="How verdicts are made, how confidence is derived, and the licences of what is used."
      current="about"
      kind="about"
    >
      <div class="page-head">
        <h1>About the catalogue</h1>
        <p class="lead-says">What a verdict means, how it came about, and how far it may be trusted.</p>
      </div>
      <div class="column narrow">
        <Section id="verdicts" title="How verdicts are made">
          <p>
            A detection package holds queries, recordings of the attack, recordings of ordinary work, and what its
            author declares: which query fires in which recording, and how many benign rows it gives. Assay parses each
            query, lowers it to a plan, and runs the plan on {catalogue.engine} over every recording. No SIEM is asked.
            What happened is compared with what was declared.
          </p>
          <dl class="sources">
            {Object.values(standingWords).map(({ name, says }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{says}</dd>
              </div>
            ))}
          </dl>
          <p>
            A test that passes proves nothing for all events. So the words here are <em>fires</em> and <em>silent</em>,
            over the recordings that are listed, and never <em>works</em>. What nobody has measured yet says so, in its
            place.
          </p>
        </Section>
        <Section id="confidence" title="How confidence is derived">
          <p>
            Severity is declared by the author. Confidence is not: it is a sum of points, a hundred at most, that anyone
            can check. There are points for procedures caught on what was recorded, for silence on recorded benign
            telemetry and on near misses, for few false alarms, for other runs that are caught too, for how much of the
            technique leaves a trace at all, and for blind spots that are written down. The page of a detection lists
            each with what it got and could have got.
          </p>
        </Section>
        <Section id="method" title="Two engines">
          <p>
            The reference engine is small, slow and obvious, and defines what a query means. The default engine is
            DuckDB, embedded; it is tested against the reference, and is exact or refuses. The playground on a static
            copy of this site runs the reference engine inside the page; nothing leaves the machine.
          </p>
        </Section>
        <Section id="api" title="For programs">
          <p>
            What the playground does can be asked for over HTTP: <a href={view.to(apiPath)}>the API, with examples</a>.
          </p>
        </Section>
        <Section id="attack" title="MITRE ATT&CK">
          <p>{catalogue.attack.notice}</p>
        </Section>
        <Section id="licences" title="Licences">
          <p>
            Assay and its detections are licensed under Apache-2.0. Sigma rules carry their author, status, level and
            references with every match and every download. Third-party logs, rules and queries are not part of the
            catalogue.
          </p>
        </Section>
      </div>
    </Document>
  )
}
