// The folder is inside this repository, whose compiler settings are not meant for it.
export default { output: 'export', turbopack: { root: import.meta.dirname } };
