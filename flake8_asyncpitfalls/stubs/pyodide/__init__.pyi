# source: https://pyodide.org/en/stable/usage/wasm-constraints.html
__platform__ = "emscripten"
