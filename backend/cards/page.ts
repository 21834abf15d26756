import { dirname } from 'node:path/posix'
import {
  escaped,
  framedHeaders,
  htmlPage,
  LANGUAGES,
  type Language,
  languageOf,
  type Page,
} from '../companies/framed.ts'
import type { Opened } from '../shown.ts'

/** Paths of what an entry of the widget needs. */
export interface Assets {
  script: string
  /** Modules the script will ask for, fetched meanwhile. */
  preload: string[]
  /** The modules with a language's words, where they are of their own. */
  words: Record<Language, string[]>
  styles: string[]
}

/** An entry of Vite's `manifest.json`. */
interface Chunk {
  file: string
  imports?: string[]
  css?: string[]
}

/**
 * What an entry needs, by Vite's manifest; `folder` is the path the built files are served under, `soon` are modules it
 * will ask for at once.
 */
export function assetsOf(
  manifest: Record<string, Chunk>,
  entry: string,
  folder: string,
  soon: string[] = [],
): Assets {
  const chunks = new Set<Chunk>()
  function collect(name: string) {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`the widget's manifest has no ${name}: build the widget`)
    if (chunks.has(chunk)) return
    chunks.add(chunk)
    for (const imported of chunk.imports ?? []) collect(imported)
  }
  for (const name of [entry, ...soon]) collect(name)
  const [first, ...rest] = [...chunks].map(({ file }) => folder + file)
  const styles = [...new Set([...chunks].flatMap(({ css = [] }) => css))].map((file) => folder + file)
  const inLanguage = (language: Language) =>
    ['widget/words', `${dirname(entry)}/words`].flatMap((place) => {
      const chunk = manifest[`${place}/${language}.ts`]
      return chunk ? [folder + chunk.file] : []
    })
  const words = Object.fromEntries(
    LANGUAGES.map((language) => [language, [...new Set(inLanguage(language))]]),
  ) as Assets['words']
  return { script: first ?? '', preload: rest, words, styles }
}

export interface Drawn {
  assets: Assets
  publicUrl: string
  /** As in `Framing`. */
  frames?: string
  forms?: boolean
}

/** A page of ours, with all its first paint needs: no further request until somebody does something. */
export function widgetPage(
  bootstrap: Omit<Opened, 'session'>,
  { assets, publicUrl, frames, forms = false }: Drawn,
): Page {
  const language = languageOf(bootstrap.locale)
  const modules = [...assets.preload, ...assets.words[language]]
  const head = [
    ...assets.styles.map((path) => `<link rel="stylesheet" href="${escaped(path)}">`),
    ...modules.map((path) => `<link rel="modulepreload" href="${escaped(path)}">`),
    `<script type="module" src="${escaped(assets.script)}"></script>`,
  ]
  const body = `<div id="root"></div>
<script id="bootstrap" type="application/json">${jsonInHtml(bootstrap)}</script>`
  return {
    html: htmlPage({ language, locale: bootstrap.locale, head: head.join('\n'), body }),
    headers: framedHeaders({ publicUrl, portal: bootstrap.portal, forms, ...(frames && { frames }) }),
  }
}

/** JSON nothing in which can end the script element it stands in, nor a line. */
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
