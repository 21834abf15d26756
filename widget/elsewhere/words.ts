/** Words of texts that only the CRM has; they come with the first of them. */
import { inLanguage } from '../words/in-language.ts'

const en = () => ({
  coming: 'The text is being read from the CRM',
  altered: 'changed in the CRM',
  gone: 'The text is no longer in the CRM',
  silent: 'The text is in the CRM, which does not answer.',
  searchHint:
    'The talk is kept in the CRM: search finds files, and messages that are still on their way there.',
  privateHint:
    'The talk is kept in the CRM, where everybody who sees the card would read it. So there are no private discussions.',
  noVersions: 'The earlier text was not kept: the talk is kept in the CRM.',
})

export const elsewhereWords = inLanguage({
  en,
  ru: (): ReturnType<typeof en> => ({
    coming: 'Текст загружается из CRM',
    altered: 'изменено в CRM',
    gone: 'Текста больше нет в CRM',
    silent: 'Текст хранится в CRM, а она не отвечает.',
    searchHint: 'Переписка хранится в CRM: поиск находит файлы и то, что ещё не передано туда.',
    privateHint:
      'Переписка хранится в CRM, а там её прочёл бы каждый, кто видит карточку. Поэтому закрытых обсуждений нет.',
    noVersions: 'Прежний текст не сохранён: переписка хранится в CRM.',
  }),
  uk: (): ReturnType<typeof en> => ({
    coming: 'Текст завантажується з CRM',
    altered: 'змінено в CRM',
    gone: 'Тексту в CRM більше немає',
    silent: 'Текст зберігається в CRM, а вона не відповідає.',
    searchHint: 'Листування зберігається в CRM: пошук знаходить файли й те, що туди ще не передано.',
    privateHint:
      'Листування зберігається в CRM, а там його прочитав би кожен, хто бачить картку. Тому закритих обговорень немає.',
    noVersions: 'Попередній текст не збережено: листування зберігається в CRM.',
  }),
})
