// What docfx's modern template asks its overlay for.
export default {
  defaultTheme: "auto",
};
