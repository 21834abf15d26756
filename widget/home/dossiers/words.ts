/** Words of the section of dossiers; they come with it. */
import type { DossierFailure } from '../../../backend/shown.ts'
import { inLanguage } from '../../words/in-language.ts'

interface DossierWords {
  title: string
  hint: string
  none: string
  make: string
  card: string
  chooseCard: string
  whole: string
  wholeHint: string
  reason: string
  asked: (when: string) => string
  withPrivate: string
  making: (done: string, total: string) => string
  counting: string
  ready: (size: string, until: string) => string
  gone: string
  fetch: string
  fetched: string
  failures: Record<DossierFailure, string>
}

export const dossierWords = inLanguage<DossierWords>({
  en: () => ({
    title: 'Deal dossier',
    hint: 'All that was said in a deal, with edits, deletions, files and proofs, as one archive that opens offline and checks itself. Who took it out stays in the audit log.',
    none: 'You have not asked for any dossier yet.',
    make: 'Make a dossier',
    card: 'Card',
    chooseCard: 'Choose a card',
    whole: 'With private discussions of others',
    wholeHint: 'Those who are in them will see that you have read them, and why.',
    reason: 'Reason (at least 10 characters)',
    asked: (when) => `Asked for ${when}`,
    withPrivate: 'with private discussions',
    making: (done, total) => `Being made: ${done} of ${total}`,
    counting: 'Being made…',
    ready: (size, until) => `${size}, can be downloaded until ${until}`,
    gone: 'The archive is kept no longer.',
    fetch: 'Download',
    fetched: 'The download has begun. The audit log tells of it.',
    failures: {
      too_large: 'It is too large for one archive.',
      not_allowed: 'You can no longer see this card.',
      overtaken: 'Somebody’s data was erased meanwhile. Make it anew.',
      broken: 'It could not be made. Try again later.',
    },
  }),
  ru: () => ({
    title: 'Досье сделки',
    hint: 'Вся переписка по сделке с правками, удалениями, файлами и доказательствами — одним архивом, который открывается без сети и проверяет себя сам. Кто его скачал, остаётся в журнале действий.',
    none: 'Вы ещё не запрашивали досье.',
    make: 'Составить досье',
    card: 'Карточка',
    chooseCard: 'Выберите карточку',
    whole: 'Вместе с личными обсуждениями других',
    wholeHint: 'Их участники увидят, что вы их прочли, и по какой причине.',
    reason: 'Причина (не короче 10 знаков)',
    asked: (when) => `Запрошено ${when}`,
    withPrivate: 'с личными обсуждениями',
    making: (done, total) => `Составляется: ${done} из ${total}`,
    counting: 'Составляется…',
    ready: (size, until) => `${size}, можно скачать до ${until}`,
    gone: 'Архив больше не хранится.',
    fetch: 'Скачать',
    fetched: 'Скачивание началось. В журнале действий это записано.',
    failures: {
      too_large: 'Не помещается в один архив.',
      not_allowed: 'Эта карточка вам больше не видна.',
      overtaken: 'Тем временем стёрли чьи-то данные. Составьте досье заново.',
      broken: 'Составить не удалось. Попробуйте позже.',
    },
  }),
  uk: () => ({
    title: 'Досьє угоди',
    hint: 'Усе листування за угодою з правками, видаленнями, файлами й доказами — одним архівом, який відкривається без мережі й перевіряє себе сам. Хто його завантажив, лишається в журналі дій.',
    none: 'Ви ще не запитували досьє.',
    make: 'Скласти досьє',
    card: 'Картка',
    chooseCard: 'Виберіть картку',
    whole: 'Разом з особистими обговореннями інших',
    wholeHint: 'Їхні учасники побачать, що ви їх прочитали, і з якої причини.',
    reason: 'Причина (не коротша за 10 знаків)',
    asked: (when) => `Запитано ${when}`,
    withPrivate: 'з особистими обговореннями',
    making: (done, total) => `Складається: ${done} з ${total}`,
    counting: 'Складається…',
    ready: (size, until) => `${size}, можна завантажити до ${until}`,
    gone: 'Архів більше не зберігається.',
    fetch: 'Завантажити',
    fetched: 'Завантаження почалося. У журналі дій це записано.',
    failures: {
      too_large: 'Не вміщується в один архів.',
      not_allowed: 'Цю картку ви більше не бачите.',
      overtaken: 'Тим часом стерли чиїсь дані. Складіть досьє заново.',
      broken: 'Скласти не вдалося. Спробуйте пізніше.',
    },
  }),
})
