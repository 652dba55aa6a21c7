import { h, render } from 'preact'
import { one, served } from '../client/dom.ts'
import { hireBench } from '../local/hire.ts'
import { createActs } from './acts.ts'
import { App } from './app.tsx'
import { createStore, type LanguageChoice } from './board.ts'
import { pageDesk } from './desk/in-page.ts'
import { serverDesk } from './desk/on-server.ts'
import { keep } from './keeping.ts'
import { opened } from './opening.ts'
import './playground.css'

// Puts the playground into its page.

const place = one('#playground')
if (place !== undefined) {
  const languages = JSON.parse(place.dataset['languages'] ?? '[]') as readonly LanguageChoice[]
  const bench = hireBench()
  const desk = served() ? serverDesk() : pageDesk()
  const store = createStore({
    language: languages[0]?.id ?? '',
    text: '',
    sets: [],
    set: undefined,
    span: undefined,
    profile: undefined,
    checked: undefined,
    going: undefined,
    ran: undefined,
    events: undefined,
    judged: undefined,
    compared: undefined,
    converted: undefined,
    second: undefined,
    tab: 'rows',
    notice: undefined,
  })
  const acts = createActs(store, desk)
  void opened(store, desk, acts, languages).then(start => {
    keep(store)
    place.replaceChildren()
    render(h(App, { store, desk, bench, acts, languages, start }), place)
  })
}
