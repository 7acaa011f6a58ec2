// What the component says. Any text can be replaced: element.texts = { start: "Open the camera" }.

export const en = {
  title: "Take a photo of your face",
  consentLight: "Find a place with light on your face.",
  consentFace: "Take off sunglasses, a mask or a cap.",
  consentUse: "Your photo is used to check that you are really here.",
  start: "Start the camera",
  step: "Photo {number} of {count}",
  capture: "Take the photo",
  cancel: "Cancel",
  camera: "Camera",
  preview: "What your camera sees",
  choosePhoto: "Choose a photo instead",
  tryAgain: "Try again",
  startOver: "Start over",
  sendAgain: "Send again",

  pose: {
    Front: "Look straight into the camera",
    Left: "Turn your head to your left",
    Right: "Turn your head to your right",
    Up: "Raise your head a little",
    Down: "Lower your head a little",
    EyesOpen: "Open your eyes",
    EyesClosed: "Close your eyes",
    MouthOpen: "Open your mouth",
    MouthClosed: "Close your mouth",
  },

  hint: {
    permission: "Your browser asks whether this page may use your camera. Choose “Allow”.",
    permissionLate: "Still waiting for the camera. Look for your browser’s question, usually near the address bar, and choose “Allow”.",
    loading: "Getting ready …",
    noFace: "Move your face into the oval",
    several: "Make sure only your face is visible",
    closer: "Move closer",
    farther: "Move back a little",
    left: "Move a little to your left",
    right: "Move a little to your right",
    up: "Move up a little",
    down: "Move down a little",
    dark: "It is too dark. Turn on a light in front of you",
    backlight: "The light is behind you. Turn so that it falls on your face",
    blurred: "The picture is blurred. Clean the camera, or move back a little",
    turn: "Now turn your head slowly",
    further: "A little further",
    straight: "Look straight into the camera",
    hold: "Good. Hold still",
    press: "Press the button when you are ready",
    timeout: "Take your time. Press the button when your face is in the oval",
  },

  review: {
    heading: "Is your face sharp and well lit?",
    headingSeveral: "Is your face sharp and well lit in each photo?",
    photo: "Your photo",
    photoOf: "Photo {number} of {count}: {pose}",
    use: "Use this photo",
    useSeveral: "Use these photos",
    retake: "Take another",
    retakeSeveral: "Take them again",
  },

  sending: {
    heading: "Checking …",
    text: "This takes a few seconds.",
    slow: "This takes longer than usual. You can wait, or cancel.",
  },

  result: {
    live: { heading: "Thank you, that worked", text: "You can go on now." },
    notLive: { heading: "The check did not pass", text: "We couldn’t confirm that you are in front of the camera." },
    inconclusive: { heading: "We couldn’t check this photo", text: "" },
    noRetry: "You cannot try again here right now. Please contact us.",
  },

  problem: {
    denied: {
      heading: "The camera is not allowed",
      text: "Allow it in your browser: choose the camera or lock symbol near the address bar, then try again. On a phone, look in the settings of the browser app.",
    },
    nocamera: { heading: "No camera was found", text: "Connect a camera, or open this page on a phone, and try again." },
    busy: { heading: "The camera is in use", text: "Another program or tab is using your camera. Close it, and try again." },
    insecure: { heading: "The camera needs a secure connection", text: "Browsers open the camera on secure pages only. Open this page with https:// or in a current browser." },
    stopped: { heading: "The camera stopped", text: "Check whether it is still connected, and try again." },
    offline: { heading: "No connection", text: "Your photo is still here. Check your connection, and send it again." },
    unreachable: { heading: "No connection", text: "This page cannot reach its server. Check your connection, and try again." },
    slow: { heading: "No answer yet", text: "Your photo is still here. Send it again to get the answer." },
    unavailable: { heading: "The check is not available", text: "Your photo is still here. Please send it again in a minute." },
    unknown: { heading: "The check was not completed", text: "We couldn’t verify this photo. Please start over." },
    application: { heading: "Something went wrong", text: "The check was made, but we couldn’t save it. Please send it again." },
    expired: { heading: "That took too long", text: "Please start over." },
    used: { heading: "This check was already made", text: "Please start over." },
    rejected: { heading: "This check cannot go on", text: "Please start over. Cookies must be allowed for this page." },
    attempts: { heading: "No more attempts", text: "You have used all attempts for now. Please try again later or contact us." },
    rate: { heading: "Too many tries", text: "Please wait a minute, and send it again." },
    photo: { heading: "This photo could not be read", text: "Choose a photo in JPEG, PNG or WebP format, or use the camera." },
    tooLarge: { heading: "The photo is too large", text: "Choose a smaller photo, or use the camera." },
    setup: { heading: "The check is not set up correctly", text: "Please tell the owner of this website." },
    other: { heading: "Something went wrong", text: "Please start over." },
  },

  required: "Please complete the photo check.",
};

export const id = {
  title: "Ambil foto wajah Anda",
  consentLight: "Cari tempat dengan cahaya yang menerangi wajah Anda.",
  consentFace: "Lepaskan kacamata hitam, masker, atau topi.",
  consentUse: "Foto Anda dipakai untuk memastikan bahwa Anda benar-benar hadir.",
  start: "Nyalakan kamera",
  step: "Foto {number} dari {count}",
  capture: "Ambil foto",
  cancel: "Batal",
  camera: "Kamera",
  preview: "Tampilan kamera Anda",
  choosePhoto: "Pilih foto saja",
  tryAgain: "Coba lagi",
  startOver: "Mulai dari awal",
  sendAgain: "Kirim lagi",

  pose: {
    Front: "Lihat lurus ke kamera",
    Left: "Tolehkan kepala ke kiri Anda",
    Right: "Tolehkan kepala ke kanan Anda",
    Up: "Angkat kepala sedikit",
    Down: "Tundukkan kepala sedikit",
    EyesOpen: "Buka mata Anda",
    EyesClosed: "Tutup mata Anda",
    MouthOpen: "Buka mulut Anda",
    MouthClosed: "Tutup mulut Anda",
  },

  hint: {
    permission: "Peramban menanyakan apakah halaman ini boleh memakai kamera. Pilih “Izinkan”.",
    permissionLate: "Masih menunggu kamera. Cari pertanyaan dari peramban, biasanya di dekat bilah alamat, lalu pilih “Izinkan”.",
    loading: "Sedang bersiap …",
    noFace: "Posisikan wajah Anda di dalam oval",
    several: "Pastikan hanya wajah Anda yang terlihat",
    closer: "Mendekatlah",
    farther: "Mundur sedikit",
    left: "Geser sedikit ke kiri Anda",
    right: "Geser sedikit ke kanan Anda",
    up: "Naik sedikit",
    down: "Turun sedikit",
    dark: "Terlalu gelap. Nyalakan lampu di depan Anda",
    backlight: "Cahaya ada di belakang Anda. Berputarlah agar cahaya mengenai wajah",
    blurred: "Gambar buram. Bersihkan kamera, atau mundur sedikit",
    turn: "Sekarang tolehkan kepala perlahan",
    further: "Sedikit lagi",
    straight: "Lihat lurus ke kamera",
    hold: "Bagus. Jangan bergerak",
    press: "Tekan tombol jika sudah siap",
    timeout: "Tidak perlu terburu-buru. Tekan tombol saat wajah Anda berada di dalam oval",
  },

  review: {
    heading: "Apakah wajah Anda tajam dan terang?",
    headingSeveral: "Apakah wajah Anda tajam dan terang di setiap foto?",
    photo: "Foto Anda",
    photoOf: "Foto {number} dari {count}: {pose}",
    use: "Gunakan foto ini",
    useSeveral: "Gunakan foto-foto ini",
    retake: "Ambil ulang",
    retakeSeveral: "Ambil ulang semua",
  },

  sending: {
    heading: "Sedang memeriksa …",
    text: "Ini memerlukan beberapa detik.",
    slow: "Ini lebih lama dari biasanya. Anda dapat menunggu atau membatalkan.",
  },

  result: {
    live: { heading: "Terima kasih, berhasil", text: "Anda dapat melanjutkan." },
    notLive: { heading: "Pemeriksaan tidak lolos", text: "Kami tidak dapat memastikan bahwa Anda berada di depan kamera." },
    inconclusive: { heading: "Foto ini tidak dapat diperiksa", text: "" },
    noRetry: "Saat ini Anda tidak dapat mencoba lagi di sini. Silakan hubungi kami.",
  },

  problem: {
    denied: {
      heading: "Kamera tidak diizinkan",
      text: "Izinkan di peramban: pilih simbol kamera atau gembok di dekat bilah alamat, lalu coba lagi. Di ponsel, buka pengaturan aplikasi peramban.",
    },
    nocamera: { heading: "Kamera tidak ditemukan", text: "Hubungkan kamera, atau buka halaman ini di ponsel, lalu coba lagi." },
    busy: { heading: "Kamera sedang dipakai", text: "Program atau tab lain sedang memakai kamera. Tutuplah, lalu coba lagi." },
    insecure: { heading: "Kamera memerlukan sambungan aman", text: "Peramban membuka kamera hanya di halaman yang aman. Buka halaman ini dengan https:// atau di peramban terbaru." },
    stopped: { heading: "Kamera berhenti", text: "Periksa apakah kamera masih terhubung, lalu coba lagi." },
    offline: { heading: "Tidak ada sambungan", text: "Foto Anda masih ada. Periksa sambungan, lalu kirim lagi." },
    unreachable: { heading: "Tidak ada sambungan", text: "Halaman ini tidak dapat menghubungi server. Periksa sambungan, lalu coba lagi." },
    slow: { heading: "Belum ada jawaban", text: "Foto Anda masih ada. Kirim lagi untuk mendapat jawaban." },
    unavailable: { heading: "Pemeriksaan belum tersedia", text: "Foto Anda masih ada. Silakan kirim lagi sebentar lagi." },
    unknown: { heading: "Pemeriksaan tidak selesai", text: "Kami tidak dapat memverifikasi foto ini. Silakan mulai dari awal." },
    application: { heading: "Terjadi kesalahan", text: "Pemeriksaan sudah dilakukan, tetapi belum tersimpan. Silakan kirim lagi." },
    expired: { heading: "Waktu habis", text: "Silakan mulai dari awal." },
    used: { heading: "Pemeriksaan ini sudah dilakukan", text: "Silakan mulai dari awal." },
    rejected: { heading: "Pemeriksaan tidak dapat dilanjutkan", text: "Silakan mulai dari awal. Cookie harus diizinkan untuk halaman ini." },
    attempts: { heading: "Kesempatan habis", text: "Anda sudah memakai semua kesempatan untuk saat ini. Coba lagi nanti atau hubungi kami." },
    rate: { heading: "Terlalu sering mencoba", text: "Tunggu satu menit, lalu kirim lagi." },
    photo: { heading: "Foto tidak dapat dibaca", text: "Pilih foto berformat JPEG, PNG, atau WebP, atau gunakan kamera." },
    tooLarge: { heading: "Foto terlalu besar", text: "Pilih foto yang lebih kecil, atau gunakan kamera." },
    setup: { heading: "Pemeriksaan belum diatur dengan benar", text: "Mohon beri tahu pemilik situs ini." },
    other: { heading: "Terjadi kesalahan", text: "Silakan mulai dari awal." },
  },

  required: "Silakan selesaikan pemeriksaan foto.",
};

/** Lays replacements over texts, as deep as they go. */
export function withReplacements(texts, replacements) {
  const merged = { ...texts };
  for (const [key, value] of Object.entries(replacements ?? {})) {
    merged[key] = typeof value === "object" && value !== null ? withReplacements(texts[key] ?? {}, value) : value;
  }

  return merged;
}

/** Puts values in the place of {names}. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}
