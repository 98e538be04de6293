import { newReceipt } from './api.js';
import { openForm, pressButton, submitForm } from './acts.js';
import { Field } from './form-field.js';
import { IconButton } from './icons.js';
import { cls, html, useEffect, useRef, useState } from './lib.js';
import { Spans } from './spans.js';
import { change } from './store.js';

/** What was filled in, by field; what was left empty is left out. */
const valuesOf = (element) =>
  Object.fromEntries(
    [...new FormData(element)].flatMap(([id, value]) =>
      typeof value !== 'string' || value.trim() === '' ? [] : [[id, value.trim()]],
    ),
  );

const close = () => change({ dialog: null });

/** Sends the form and keeps it open while something is wrong with it. */
const useSubmission = ({ form, room }, element) => {
  const [errors, setErrors] = useState({});
  const [receipt, setReceipt] = useState(null);
  const take = (outcome) => {
    const wrong = outcome.fieldErrors ?? {};
    setErrors(wrong);
    const first = form.fields.find(({ id }) => wrong[id] !== undefined);
    if (first !== undefined)
      element.current.querySelector(`[name="${CSS.escape(first.id)}"]`)?.focus();
    else if (outcome.form !== undefined) openForm(outcome.form, room);
    else close();
  };
  const submit = async (event) => {
    event.preventDefault();
    if (receipt !== null) return;
    const receiptId = newReceipt();
    setReceipt(receiptId);
    const outcome = await submitForm(room, form, valuesOf(element.current), receiptId);
    setReceipt(null);
    if (outcome !== undefined) take(outcome);
  };
  return { errors, receipt, submit };
};

const FormActions = ({ form, room }) => {
  const press = async (button) => {
    close();
    await pressButton(room, button, { incident: form.incident });
  };
  return html`
    <div class="actions">
      ${form.actions.map((button) => html`<button type="button" class=${cls('button', button.style)} onClick=${() => press(button)}>${button.label}</button>`)}
    </div>
  `;
};

const Foot = ({ words, form, status, errors, busy, onCancel }) => {
  const wrong = Object.keys(errors).length > 0 ? words.formFailed : '';
  return html`
    <footer>
      <p class="dialog-status" role="status">${status === 'waiting' ? words.formWaiting : wrong}</p>
      <button type="button" class="button" onClick=${onCancel}>${words.cancel}</button>
      <button type="submit" class="button primary" disabled=${busy}>${form.submit}</button>
    </footer>
  `;
};

const FIRST = '.fields input:not([type=hidden]), .fields textarea, .fields select';

/** A form that Fenghuo asked for. What was typed stays until it was taken. */
export const FormDialog = ({ dialog, context, pending }) => {
  const { form } = dialog;
  const { words, people } = context;
  const box = useRef(null);
  const element = useRef(null);
  const { errors, receipt, submit } = useSubmission(dialog, element);
  const status = pending.find((entry) => entry.receiptId === receipt)?.status;
  useEffect(() => {
    box.current.showModal();
    box.current.querySelector(FIRST)?.focus();
  }, []);
  const cancel = () => box.current.close();
  return html`
    <dialog ref=${box} class="dialog" aria-labelledby="form-title" onClose=${close}
      onClick=${(event) => event.target === box.current && cancel()}>
      <form ref=${element} novalidate onSubmit=${submit}>
        <header><h2 id="form-title">${form.title}</h2><${IconButton} icon="close" label=${words.close} onClick=${cancel} /></header>
        <div class="dialog-body">
          ${form.intro?.map((line) => html`<p class="intro"><${Spans} line=${line} context=${context} /></p>`)}
          ${form.actions && html`<${FormActions} form=${form} room=${dialog.room} />`}
          <div class="fields">
            ${form.fields.map((field) => html`<${Field} key=${field.id} field=${field} error=${errors[field.id]} people=${people} words=${words} prefix=${dialog.key} />`)}
          </div>
        </div>
        <${Foot} words=${words} form=${form} status=${status} errors=${errors} busy=${receipt !== null} onCancel=${cancel} />
      </form>
    </dialog>
  `;
};
