/** When a form comes into use: what is offered, and what stands against it. */
import type { FormLife } from '../api/formReads'
import { dayOf } from './words'

export interface Span {
  isToday: boolean
  from: string
  to: string
}

/** The first day of the next month: when changes of forms mostly begin. */
export const nextMonth = (today: Date): string => dayOf(new Date(today.getFullYear(), today.getMonth() + 1, 1, 12))

export const firstDay = (span: Span, today: Date): string => (span.isToday ? dayOf(today) : span.from)

/** Why the days cannot be as they are; empty when they can. */
export function faultOfDays(span: Span, today: Date): string {
  const from = firstDay(span, today)
  if (!from) return '使い始める日を入れてください。'
  if (from < dayOf(today)) return '使い始める日は、今日より前にはできません。'
  if (span.to && span.to < from) return '終わりの日は、使い始める日か、それより後の日にしてください。'
  return ''
}

/** The version that is in use today, and one that will be. */
export function versionsNow(life: FormLife, today: string): { inForce: FormLife['versions']['nodes'][number] | undefined; scheduled: FormLife['versions']['nodes'] } {
  const standing = life.versions.nodes.filter(({ validTo }) => !validTo || validTo >= today)
  return {
    inForce: standing.findLast(({ validFrom }) => validFrom <= today),
    scheduled: standing.filter(({ validFrom, validTo }) => validFrom > today && (!validTo || validTo >= validFrom)),
  }
}
