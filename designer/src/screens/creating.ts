/** Making a form: what a start gives, the sections to choose from, and the request. */
import { sectionsQuery } from '../api/operations'
import { createFormMutation } from '../api/operations'
import { freshKey, request } from '../api/request'
import { session } from '../api/session.svelte'

/** Where a form begins; `title` is offered as its name. */
export interface Start {
  title: string
  from: { readyFormCode: string } | { copyOfFormId: string } | { template: unknown }
}

export interface Named {
  title: string
  code: string
  sectionCode: string
}

export interface SectionChoice {
  code: string
  name: string
}

/** Those whose forms the official may draft: all of the city, or one's own. */
export async function loadSections(): Promise<SectionChoice[]> {
  const { sections } = await request(sectionsQuery, { withClosed: false, first: 100 })
  const all = sections?.nodes ?? []
  return session.may('EDIT_ALL_FORMS') ? all : all.filter(({ name }) => ownSections().includes(name))
}

export const ownSections = (): string[] => [session.viewer?.section.name ?? '']

/** Make the form and give its id; a refusal is thrown with its message. */
export async function createForm(start: Start, named: Named): Promise<string> {
  const template = 'template' in start.from ? { template: { ...(start.from.template as object), title: named.title } } : start.from
  const input = {
    ...template,
    title: named.title,
    code: named.code || null,
    sectionCode: named.sectionCode || null,
    idempotencyKey: freshKey(),
  }
  const { createForm: made } = await request(createFormMutation, { input })
  if (made.__typename !== 'FormDefinition') throw new Error(made.message)
  return made.id
}
