/** Stands in for luxon in the widget: the SDK dates its log lines with it, and we read none of them. */
const moment = (date: Date) => ({
  toSeconds: () => date.getTime() / 1000,
  toFormat: () => date.toISOString(),
})

export const DateTime = {
  now: () => moment(new Date()),
  fromJSDate: moment,
  fromISO: (text: string) => moment(new Date(text)),
  fromFormat: (text: string) => moment(new Date(text)),
}
