/**
 * Stems of Ukrainian words, for finding the forms of a word by any other. A stem is a key, not a word: it need not
 * be readable, it must only be the same for «договір» and «договором» and another one for «доказ».
 * Snowball has no Ukrainian; these are the endings of the school grammar, then the changes that inflection makes
 * before them.
 */

/** Letters a stem keeps at least. */
const STEM_LEAST = 3
/** Letters that must be left for a verb's suffix to be taken off: «оплат-а» is not «опл-ат-а». */
const BEFORE_SUFFIX_LEAST = 4

const NOUN = 'а я у ю о е є и і ї ь й ам ям ами ями ах ях ою ею єю ом ем єм ів їв ей ові еві єві'
const ADJECTIVE = 'ий ій їй ого ього ому ьому им ім їм ої ьої ьою их іх їх ими іми їми'
const VERB = `иш ить имо ите ять ать еш еть емо ете уть ють єш ємо єте ші вши
  аю аєш ає аємо аєте ають ай айте яю яєш яє яємо яєте яють
  ую уєш ує уємо уєте ують уй уйте юю юєш ює юємо юєте юють іть`

const endings = `${NOUN} ${ADJECTIVE} ${VERB}`.split(/\s+/).sort((a, b) => b.length - a.length)

const doubled = /([^аеєиіїоуюя])\1$/
/** A vowel the other forms do without, unless it is the word's only one: «рахунок» but not «строк». */
const fleeting = /(?<=[аеєиіїоуюя][^аеєиіїоуюя]+)(?:о(?=к$)|е(?=[кцн]$))/
const closed = /і(?=[^аеєиіїоуюя]$)/
const suffix = /(?:[ую]ва[тнвл]|[аяиіу]т|[аяи]в|[аяиі]л|[ая]н)$/

/** Words whose forms no rule below brings together, or which a rule would mix up with another word. */
const irregular: [RegExp, string][] = [
  [/^(день|дн(я|і|ю|ів|ем|ям|ями|ях))$/, 'день'],
  [/^тиж(день|н(я|і|ю|ів|ем|ям|ями|ях))$/, 'тиждень'],
  [/^папір$|^папер(у|і|ом|и|ів|ам|ами|ах)$/, 'папір'],
  [/^ки(їв|єв(а|у|і|ом))$/, 'київ'],
  [/^термінал(у|а|і|ом|и|ів|ам|ами|ах)?$/, 'термінал'],
]

/** Letters of a word at most: a longer one is none, and looking back from each of its letters would take the square of them. */
const WORD_MOST = 64

/** @param word one word in lower case, without apostrophes */
export function ukrainianStem(word: string): string {
  if (word.length > WORD_MOST) return word
  const known = irregular.find(([forms]) => forms.test(word))
  if (known) return known[1]
  return levelled(withoutSuffixes(withoutEnding(beforeEnding(word))))
}

/** What the ending itself has changed: «заявка» but «у заявці», «камінь» but «каменя», «оплатиться». */
function beforeEnding(word: string): string {
  return word
    .replace(/(?<=^.{4,}(?:[тлвмшюує]|т[иь]|л[аои]|мо|те))с[яь]$/, '')
    .replace(/(?<=[жшбдтлсрй]|став|прав|яв)ці$/, 'кі')
    .replace(/(?<=^..+)інь$/, 'ень')
}

function withoutEnding(word: string): string {
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= STEM_LEAST)
  const stem = ending ? word.slice(0, -ending.length) : word
  return stem.length > STEM_LEAST ? stem.replace(/[ії]$/, '') : stem
}

function withoutSuffixes(stem: string): string {
  let rest = stem.replace(doubled, '$1')
  for (;;) {
    const shorter = rest.replace(suffix, '')
    if (shorter === rest || shorter.length < BEFORE_SUFFIX_LEAST) return rest
    rest = shorter
  }
}

/** Brings together what alternates before an ending: vowels that come and go, and softened consonants. */
function levelled(stem: string): string {
  return stem
    .replace(fleeting, '')
    .replace(doubled, '$1')
    .replace(/(?<=^.{4,}[жчшщлр])н$/, '')
    .replace(/(?<=^.{2,}[бпвмф])л$/, '')
    .replace(/(?<=^.{3,}д)ж$/, '')
    .replace(/(?<=^.{2,})ач$/, 'ат')
    .replace(/(?<=^.{2,})іст$/, 'ост')
    .replace(/(?<=^.{3,})іж$/, 'еж')
    .replace(/(?<=^.{3,})[оеє]в$/, '')
    .replace(closed, 'о')
}
