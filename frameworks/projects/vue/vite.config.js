import vue from "@vitejs/plugin-vue";
const isCustomElement = (tag) => tag === "batch-status";
export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })], base: "./" };
