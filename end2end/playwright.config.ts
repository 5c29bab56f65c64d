import { defineConfig, devices } from '@playwright/test';
import { chromium } from './chromium.mjs';

// One server with a database of its own for each worker; see story.ts.
export default defineConfig({
  testDir: './stories',
  outputDir: './test-results',
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Hong_Kong',
    // To see step by step what a failing story did: --trace retain-on-failure, which takes a fifth of the time again.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: chromium,
  },
});
