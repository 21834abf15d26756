/** The few pages of Entra people see: choose an account, agree, be told that it cannot be. */
import { html } from 'hono/html'
import type { Registration, Tenant } from './world.ts'

type Language = 'en' | 'ru' | 'uk'

const words = {
  en: {
    pick: 'Pick an account',
    onward: 'to continue to',
    consent: 'Permissions requested',
    asks: 'asks for access on behalf of your organization',
    reads: 'Access Dynamics 365 as people of the organization',
    accept: 'Accept',
    cancel: 'Cancel',
    trouble: 'Sorry, but we’re having trouble signing you in.',
    approval: 'Need admin approval',
  },
  ru: {
    pick: 'Выберите учётную запись',
    onward: 'чтобы продолжить в',
    consent: 'Запрошены разрешения',
    asks: 'просит доступ от имени вашей организации',
    reads: 'Доступ к Dynamics 365 от имени сотрудников организации',
    accept: 'Принять',
    cancel: 'Отмена',
    trouble: 'Не удалось выполнить вход.',
    approval: 'Нужно разрешение администратора',
  },
  uk: {
    pick: 'Виберіть обліковий запис',
    onward: 'щоб продовжити в',
    consent: 'Запитано дозволи',
    asks: 'просить доступ від імені вашої організації',
    reads: 'Доступ до Dynamics 365 від імені працівників організації',
    accept: 'Прийняти',
    cancel: 'Скасувати',
    trouble: 'Не вдалося увійти.',
    approval: 'Потрібен дозвіл адміністратора',
  },
} as const

export function languageOf(accepted: string | undefined): Language {
  const first = accepted?.slice(0, 2).toLowerCase()
  return first === 'ru' || first === 'uk' ? first : 'en'
}

/** A button for each account; `query` is what the application has asked for, and is asked again once one is chosen. */
export function accountPage(
  language: Language,
  app: Registration,
  tenants: Tenant[],
  action: string,
  query: string,
) {
  const say = words[language]
  const buttons = tenants.flatMap((tenant) =>
    tenant.accounts
      .filter(({ disabledAt }) => !disabledAt)
      .map(
        ({ objectId, name, username }) =>
          html`<button name="account" value="${tenant.id}.${objectId}"><b>${name}</b><span>${username}</span></button>`,
      ),
  )
  return page(
    language,
    say.pick,
    html`<p>${say.onward} ${app.name}</p>
      <form method="post" action="${action}"><input type="hidden" name="query" value="${query}" />${buttons}</form>`,
  )
}

export function consentPage(
  language: Language,
  app: Registration,
  tenant: Tenant,
  action: string,
  query: string,
) {
  const say = words[language]
  return page(
    language,
    say.consent,
    html`<p><b>${app.name}</b> ${say.asks} (${tenant.name})</p>
      <ul><li>${say.reads}</li></ul>
      <form method="post" action="${action}">
        <input type="hidden" name="query" value="${query}" />
        <button name="answer" value="accept"><b>${say.accept}</b></button>
        <button name="answer" value="cancel">${say.cancel}</button>
      </form>`,
  )
}

export function troublePage(language: Language, message: string, needsApproval = false) {
  const say = words[language]
  return page(language, needsApproval ? say.approval : say.trouble, html`<p>${message}</p>`)
}

/** `response_mode=form_post`: the answer travels in a form that sends itself. */
export function postingPage(redirectUri: string, answer: URLSearchParams) {
  const fields = [...answer].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )
  return html`<!doctype html><title>…</title><form method="post" action="${redirectUri}">${fields}</form>
    <script>document.forms[0].submit()</script>`
}

function page(language: Language, title: string, body: ReturnType<typeof html>) {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8" /><meta name="viewport" content="width=device-width" /><title>${title}</title>
<style>
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f2f2f2; font: 15px/1.4 'Segoe UI', system-ui, sans-serif; color: #1b1b1b }
main { width: 340px; padding: 40px; background: #fff; box-shadow: 0 2px 6px #0003 }
h1 { margin: 0 0 4px; font-size: 22px; font-weight: 600 }
button { display: block; width: 100%; margin: 0 0 1px; padding: 10px 12px; border: 0; background: #fff; text-align: left; font: inherit; cursor: pointer }
button:hover, button:focus-visible { background: #eee; outline: 2px solid #0067b8; outline-offset: -2px }
button span { display: block; color: #666; font-size: 13px }
</style>
</head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>`
}
