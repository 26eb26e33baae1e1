import webpack from 'webpack';

const output = { path: new URL('dist', import.meta.url).pathname, filename: 'page.js' };

webpack({ entry: './page.js', mode: 'production', output }, (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString());
});
