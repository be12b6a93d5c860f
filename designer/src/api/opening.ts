/**
 * Opens a form in one request: who is signed in, the form with its life, its draft, the layout.
 *
 * `begin` sends it before the page is made: the server works while the browser does.
 */
import { LIFE, type FormEditor, type FormLife } from './formReads'
import type { Json, LayOutFormResult, Operation, ViewerResult } from './operations'
import { request } from './request'

/** The sample family that a form is first shown with. */
export const FIRST_FAMILY = 'one_person'

export type OpenedForm = FormLife & { editors: FormEditor[]; draft: { template: Json } | null }

export interface OpeningResult extends ViewerResult, LayOutFormResult {
  formDefinition: OpenedForm | null
}

const openingQuery: Operation<OpeningResult, { id: string; family: string }> = `query Opening($id: ID!, $family: String!) {
  viewer {
    id staffNumber name
    city { code name }
    section { name }
    memberships { group { code name permissions } }
  }
  formDefinition(id: $id) {
    ${LIFE}
    draft { template }
    editors { staffId name tabId isSelf }
  }
  layOutForm(input: { formId: $id, family: $family }) {
    hash fonts pages
    findings { severity code message elementId page place family excessMm }
  }
}`

let begun: { formId: string; answer: Promise<OpeningResult> } | null = null

/** Ask for a form that will be opened in a moment. */
export function begin(formId: string): void {
  const answer = request(openingQuery, { id: formId, family: FIRST_FAMILY })
  answer.catch(() => undefined) // who takes the answer is told
  begun = { formId, answer }
}

/** Open a form, with the answer that is under way if there is one. */
export function openForm(formId: string): Promise<OpeningResult> {
  if (begun?.formId !== formId) begin(formId)
  const { answer } = begun as { answer: Promise<OpeningResult> }
  begun = null
  return answer
}
