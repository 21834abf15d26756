/** Words of being away; they come with the section. */
import { chosen, type Language } from '../words/index.ts'

interface AbsenceWords {
  title: string
  hint: string
  loading: string
  failed: string
  substitute: string
  choose: string
  since: string
  until: string
  go: string
  gone: string
  mine: string
  none: string
  standingIn: string
  state: Record<'ahead' | 'now' | 'over', string>
  from: (since: string, until: string) => string
  by: (name: string) => string
  instead: (name: string) => string
  back: string
  call: string
  isBack: string
  diary: string
  hide: string
  nothing: string
  messages: (n: number) => string
  unnamed: string
  refused: Record<string, string>
}

const made: Record<Language, AbsenceWords> = {
  en: {
    title: 'Away',
    hint: 'While you are away, mentions and questions to you reach your substitute as well. It ends by itself.',
    loading: 'Loading…',
    failed: 'This page did not load',
    substitute: 'Who stands in for you',
    choose: 'Choose a colleague',
    since: 'From',
    until: 'Until, that day included',
    go: 'Be away',
    gone: 'Saved. Your substitute is called with you from then on.',
    mine: 'Your absences',
    none: 'None yet.',
    standingIn: 'You stand in',
    state: { ahead: 'to come', now: 'now', over: 'over' },
    from: (since, until) => `${since} to ${until}`,
    by: (name) => `substitute: ${name}`,
    instead: (name) => `away too, so ${name} stands in`,
    back: 'I am back',
    call: 'Call it off',
    isBack: 'You are back: you are called alone again.',
    diary: 'What has changed meanwhile',
    hide: 'Hide',
    nothing: 'Nothing has changed in your discussions.',
    messages: (n) => `messages: ${n}`,
    unnamed: 'Name not loaded',
    refused: {
      stands_in_for_each_other: 'This colleague is away then and counts on you. Choose another.',
      not_a_member: 'This colleague does not work here any more.',
      bad_request: 'Look at the dates: they must lie ahead, and not overlap another absence.',
    },
  },
  ru: {
    title: 'Отсутствие',
    hint: 'Пока вас нет, упоминания и вопросы к вам получает и тот, кто замещает. Закончится само.',
    loading: 'Загружается…',
    failed: 'Страница не загрузилась',
    substitute: 'Кто вас замещает',
    choose: 'Выберите коллегу',
    since: 'С',
    until: 'По, включительно',
    go: 'Сохранить',
    gone: 'Сохранено. С этого дня зовут и вас, и того, кто замещает.',
    mine: 'Ваши отсутствия',
    none: 'Пока нет.',
    standingIn: 'Вы замещаете',
    state: { ahead: 'впереди', now: 'сейчас', over: 'прошло' },
    from: (since, until) => `с ${since} по ${until}`,
    by: (name) => `замещает ${name}`,
    instead: (name) => `тоже отсутствует, вместо него ${name}`,
    back: 'Я на месте',
    call: 'Отменить',
    isBack: 'С возвращением: теперь зовут только вас.',
    diary: 'Что изменилось за это время',
    hide: 'Скрыть',
    nothing: 'В ваших обсуждениях ничего не изменилось.',
    messages: (n) => `сообщений: ${n}`,
    unnamed: 'Название не загружено',
    refused: {
      stands_in_for_each_other: 'Этот коллега тогда сам отсутствует и рассчитывает на вас. Выберите другого.',
      not_a_member: 'Этот коллега больше не работает.',
      bad_request: 'Проверьте даты: они должны быть впереди и не пересекаться с другим отсутствием.',
    },
  },
  uk: {
    title: 'Відсутність',
    hint: 'Поки вас немає, згадки й питання до вас отримує й той, хто заміщає. Закінчиться саме.',
    loading: 'Завантажується…',
    failed: 'Сторінка не завантажилася',
    substitute: 'Хто вас заміщає',
    choose: 'Виберіть колегу',
    since: 'З',
    until: 'До, включно',
    go: 'Зберегти',
    gone: 'Збережено. Відтоді кличуть і вас, і того, хто заміщає.',
    mine: 'Ваші відсутності',
    none: 'Поки немає.',
    standingIn: 'Ви заміщаєте',
    state: { ahead: 'попереду', now: 'зараз', over: 'минуло' },
    from: (since, until) => `з ${since} до ${until}`,
    by: (name) => `заміщає ${name}`,
    instead: (name) => `теж відсутній, замість нього ${name}`,
    back: 'Я на місці',
    call: 'Скасувати',
    isBack: 'З поверненням: тепер кличуть лише вас.',
    diary: 'Що змінилося за цей час',
    hide: 'Сховати',
    nothing: 'У ваших обговореннях нічого не змінилося.',
    messages: (n) => `повідомлень: ${n}`,
    unnamed: 'Назву не завантажено',
    refused: {
      stands_in_for_each_other: 'Цей колега тоді сам відсутній і розраховує на вас. Виберіть іншого.',
      not_a_member: 'Цей колега більше не працює.',
      bad_request: 'Перевірте дати: вони мають бути попереду й не перетинатися з іншою відсутністю.',
    },
  },
}

export function absenceWords(): AbsenceWords {
  return made[chosen.language]
}
