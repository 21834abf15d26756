/** Reasons that hardly anybody ever reads: their words are no part of the first load. */
import { inLanguage } from './in-language.ts'

export const rarelyRefused = inLanguage<Record<string, string>>({
  en: () => ({
    failed: 'The server made a mistake.',
    storage_unreachable: 'The storage does not answer just now.',
    storage_damaged: 'The storage is damaged. Tell the administrator.',
    file_damaged: 'The file is damaged. Tell the administrator.',
    kept_in_crm: 'The talk is kept in the CRM, where there is no place for this.',
  }),
  ru: () => ({
    failed: 'Ошибка на сервере.',
    storage_unreachable: 'Хранилище сейчас не отвечает.',
    storage_damaged: 'Хранилище повреждено. Сообщите администратору.',
    file_damaged: 'Файл повреждён. Сообщите администратору.',
    kept_in_crm: 'Переписка хранится в CRM, а там для этого нет места.',
  }),
  uk: () => ({
    failed: 'Помилка на сервері.',
    storage_unreachable: 'Сховище зараз не відповідає.',
    storage_damaged: 'Сховище пошкоджено. Повідомте адміністратора.',
    file_damaged: 'Файл пошкоджено. Повідомте адміністратора.',
    kept_in_crm: 'Листування зберігається в CRM, а там для цього немає місця.',
  }),
})
