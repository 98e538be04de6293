import type { Locator, Page } from 'playwright-core';

/** A person in front of the sandbox, by what a screen reader hears. */
export interface SandboxPage {
  readonly page: Page;
  actAs(name: string): Promise<void>;
  enter(room: string): Promise<void>;
  /** Types a line into the composer and sends it. */
  send(line: string): Promise<void>;
  /** The newest card whose title contains this. */
  card(title: string): Locator;
  /** Sends a line and waits for the private answer. */
  ask(line: string, answer: string): Promise<void>;
  react(card: string, emoji: string): Promise<void>;
}

export const inFrontOf = (page: Page): SandboxPage => {
  const composer = page.locator('form.composer textarea').first();
  const card = (title: string) => page.locator(`article.card[aria-label*="${title}"]`).last();
  const send = async (line: string): Promise<void> => {
    await composer.fill(line);
    await composer.press('Enter');
  };
  return {
    page,
    card,
    send,
    actAs: async (name) => {
      await page.locator('button.me').click();
      await page.locator('input[role="combobox"]').fill(name);
      await page.keyboard.press('Enter');
      await page.locator('button.me', { hasText: name }).waitFor();
    },
    enter: async (room) => {
      await page.locator('nav button.room-entry', { hasText: room }).first().click();
      await page.locator('nav button.room-entry[aria-current="page"]', { hasText: room }).waitFor();
    },
    ask: async (line, answer) => {
      await send(line);
      await page.locator('ol.messages').getByText(answer).last().waitFor();
    },
    react: async (title, emoji) => {
      const message = page.locator('li', { has: card(title) }).last();
      await message.locator('.reactions.vote button', { hasText: emoji }).click();
    },
  };
};
