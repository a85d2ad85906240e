/** What the types of `vscode-oniguruma` name of the library of browsers, which nothing else here needs. */
declare namespace WebAssembly {
  type ImportValue = unknown;
  type WebAssemblyInstantiatedSource = unknown;
}
