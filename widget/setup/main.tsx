/** The page on which an administrator brings us into his organization. */
// First: components align and colour over it.
import '../tokens.css'
import '../base.css'
import { render } from 'preact'
import { followTheme } from '../host.ts'
import { chooseLanguage, directionOf } from '../words/index.ts'
import { Setup } from './Setup.tsx'
import { loadSetupWords, setupWords } from './words/index.ts'

void begin()

// Not awaited at the top of the module: the words' own modules wait for this one.
async function begin() {
  const page = document.documentElement
  const locale = page.lang || navigator.language
  followTheme('auto')
  page.dir = page.dir || directionOf(locale)
  page.dataset.host = 'd365'
  const language = await chooseLanguage(locale)
  await loadSetupWords(language)
  page.lang = language
  document.title = setupWords.title
  render(<Setup locale={locale} />, document.getElementById('root') ?? document.body)
}
