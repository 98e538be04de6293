import { cls, html, useState } from './lib.js';

const options = (field, people) =>
  field.kind === 'person' || field.kind === 'people'
    ? (field.options ??
      people.map((person) => ({
        value: person.id,
        label: `${person.name}${person.title ? ` · ${person.title}` : ''}`,
      })))
    : (field.options ?? []);

const Many = ({ field, people, common }) => {
  const [chosen, setChosen] = useState(() => (field.value ?? '').split(/[,，\s]+/).filter(Boolean));
  const toggle = (value) =>
    setChosen(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return html`
    <div class="many" role="group" aria-labelledby=${`${common.id}-label`}>
      <input type="hidden" name=${field.id} value=${chosen.join(',')} />
      ${options(field, people).map(
        ({ value, label }) => html`
        <label class=${cls('chip', chosen.includes(value) && 'on')}>
          <input type="checkbox" checked=${chosen.includes(value)} onChange=${() => toggle(value)} />${label}
        </label>`,
      )}
    </div>
  `;
};

const Control = ({ field, people, words, common }) => {
  const value = field.value ?? '';
  switch (field.kind) {
    case 'multiline':
      return html`<textarea ...${common} rows="3" maxlength=${field.maxLength} placeholder=${field.placeholder} defaultValue=${value}></textarea>`;
    case 'choice':
    case 'person':
      return html`
        <select ...${common}>
          ${(!field.required || value === '') && html`<option value="" selected=${value === ''}>${words.choose}</option>`}
          ${options(field, people).map((one) => html`<option value=${one.value} selected=${one.value === value}>${one.label}</option>`)}
        </select>`;
    case 'people':
      return html`<${Many} field=${field} people=${people} common=${common} />`;
    case 'number':
      return html`<input ...${common} type="number" inputmode="numeric" placeholder=${field.placeholder} defaultValue=${value} />`;
    case 'checkbox':
      return html`<input ...${common} type="checkbox" value="true" defaultChecked=${value === 'true'} />`;
    // A clock time such as 11:15 is as welcome as a full date, which no date picker allows.
    case 'datetime':
    case 'text':
      return html`<input ...${common} type="text" maxlength=${field.maxLength} placeholder=${field.placeholder} defaultValue=${value} />`;
  }
  return null;
};

/** One field of a form with its label, its hint and what is wrong with it. */
export const Field = ({ field, error, people, words, prefix }) => {
  const id = `${prefix}-${field.id}`;
  const described = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const common = {
    id,
    name: field.kind === 'people' ? undefined : field.id,
    'aria-invalid': error ? 'true' : undefined,
    'aria-describedby': described || undefined,
    'aria-required': field.required ? 'true' : undefined,
  };
  return html`
    <div class=${cls('field', field.kind, error && 'wrong')}>
      <label id=${`${id}-label`} for=${field.kind === 'people' ? undefined : id}>
        ${field.label}${field.required && html`<span class="required">${words.required}</span>`}
      </label>
      <${Control} field=${field} people=${people} words=${words} common=${common} />
      ${field.hint && html`<p class="hint" id=${`${id}-hint`}>${field.hint}</p>`}
      ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
    </div>
  `;
};
