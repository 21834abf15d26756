/** Shows what is pushed to this browser, and opens what it tells of. Runs without any page of ours. */

/** What our server sends. */
interface Pushed {
  title: string
  body: string
  tag: string
  url: string | null
}

interface Waiting {
  waitUntil(work: Promise<unknown>): void
}

/** The part of a service worker that is used here: the page's types and the worker's do not go together. */
interface Worker {
  registration: {
    showNotification(title: string, options: NotificationOptions & { renotify: boolean }): Promise<void>
  }
  clients: { openWindow(url: string): Promise<unknown> }
  addEventListener(type: 'push', hear: (event: Waiting & { data: { json(): Pushed } | null }) => void): void
  addEventListener(
    type: 'notificationclick',
    hear: (event: Waiting & { notification: Notification }) => void,
  ): void
}

const worker = self as unknown as Worker

worker.addEventListener('push', (event) => {
  if (!event.data) return
  const { title, body, tag, url } = event.data.json()
  event.waitUntil(worker.registration.showNotification(title, { body, tag, renotify: true, data: { url } }))
})

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { url } = event.notification.data as Pick<Pushed, 'url'>
  if (url) event.waitUntil(worker.clients.openWindow(url))
})
