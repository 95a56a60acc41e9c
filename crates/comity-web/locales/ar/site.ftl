skip = انتقل إلى الصفحة
sign-in = تسجيل الدخول
sign-out = تسجيل الخروج
outbox-title = صندوق الصادر
nav-negotiation = المفاوضات
nav-person = أنت
nav-language = اللغة
nav-overview = نظرة عامة
nav-text = النص
nav-compilation = التجميع
nav-contributions = المساهمات
nav-ledger = الاعتراضات
nav-calls = النداءات
nav-delegations = الوفود
nav-record = السجل
stage-label = أين وصلت المفاوضات
stage-modalities = الطرائق
stage-inputs = الدعوة إلى تقديم المساهمات
stage-drafting = الصياغة
stage-readings = القراءات
stage-finalisation = الصيغة النهائية
stage-adopted = اعتُمد النص
stage-closed = أُقفلت دون اتفاق
stage-implementation = التنفيذ
stage-revision = { $number ->
    [0] المسودة الأولية
   *[other] التنقيح { $number }
}
stage-agreed = اتُّفق على { $agreed } من أصل { $all } من الأحكام
stage-objections = { $count ->
    [zero] لا اعتراضات
    [one] اعتراض واحد
    [two] اعتراضان
    [few] { $count } اعتراضات
    [many] { $count } اعتراضًا
   *[other] { $count } اعتراض
}
stage-silence = تنتهي مهلة الصمت
acts-for = تتصرفون باسم { $name }
capacity-chair = الرئاسة
capacity-secretariat = الأمانة
foot-record = كل ما يقال هنا محفوظ في سجل علني يستطيع أي شخص أن يعيد تشغيله ويتحقق منه.
home-title = المفاوضات
home-what = تكتب أطراف كثيرة نصًّا واحدًا معًا، علنًا وعلى قدم المساواة، إلى أن تستطيع جميعها قبوله.
home-delegations = { $count ->
    [zero] لا وفود
    [one] وفد واحد
    [two] وفدان
    [few] { $count } وفود
    [many] { $count } وفدًا
   *[other] { $count } وفد
}
home-entries = { $count ->
    [zero] لا قيود في السجل
    [one] قيد واحد في السجل
    [two] قيدان في السجل
    [few] { $count } قيود في السجل
    [many] { $count } قيدًا في السجل
   *[other] { $count } قيد في السجل
}
home-empty = لا توجد مفاوضات مفتوحة هنا بعد.
overview-title = نظرة عامة
time-day = { $day } { $month } { $year }
time-minute = { $day } { $month } { $year }، { $clock } ({ $zone })
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
problem-not-found = لا توجد صفحة بهذا العنوان
    .do = تحقق من العنوان، أو ابدأ من الصفحة الأولى.
problem-not-signed-in = سجّل الدخول أولًا
    .do = هذه الصفحة للمشاركين. وكل ما عداها يمكن قراءته دون حساب.
problem-not-allowed = ليس هذا من شأنك
    .do = صفتك في هذه المفاوضات لا تشمل ذلك. وتبيّن الطرائق من له أن يفعله.
problem-foreign-form = لم تُقبل الاستمارة
    .do = إما أنها جاءت من موقع آخر، وإما أن الصفحة كانت مفتوحة منذ ما قبل تسجيل دخولك. ارجع وأعد تحميل الصفحة ثم أرسلها من جديد؛ وما كتبته لا يزال في الاستمارة.
problem-too-large = هذا أكبر من اللازم
    .do = لا يُقبل دفعة واحدة أكثر من { $kilobytes } كيلوبايت. ارجع وقسّمه وأرسله أجزاءً.
problem-too-slow = تأخّر وصول ما أرسلته كثيرًا
    .do = لم يُنفَّذ شيء. ارجع وأرسله من جديد، ويمكن إرسال الملف عبر اتصال أسرع أو على أجزاء.
problem-too-often = طلبات كثيرة جدًّا
    .do = أعد المحاولة بعد { $seconds } من الثواني.
problem-link-is-over = لم يعد هذا الرابط صالحًا
    .do = يصلح الرابط لتسجيل دخول واحد ولمدة قصيرة. اطلب رابطًا جديدًا.
problem-refused = القواعد لا تسمح بهذا الآن
    .do = لم يتغير شيء. وتجد القاعدة والسبيل إلى الأمام أدناه.
problem-not-understood = تعذّر فهم هذا
    .do = لم يتغير شيء. أصلح ما هو مذكور هنا ثم أرسله من جديد.
problem-later = تعذّرت الكتابة في السجل
    .do = لم يتغير شيء. أعد الإرسال بعد لحظة.
problem-uncertain = ربما كُتب في السجل
    .do = ضاع الجواب في الطريق، فلا أحد يعلم بعد. أعد الإرسال بعد لحظة: لا ضرر في ذلك، فهو لا يُقبل إلا مرة واحدة.
problem-typed = ما كتبته
problem-typed-what = تجده هنا لتنسخه.
problem-typed-box = ما كتبته ({ $number })
problem-again = إرساله من جديد
problem-ours = ثمة عطل هنا
    .do = العطل من جانبنا، ولم يُفقد شيء مما أُكِّد لك. ويستطيع القائمون على الموقع العثور عليه بالرقم الوارد أدناه.
words-withheld = [محجوب]
problem-id = إذا سألت عن هذا فاذكر الرقم { $id }.
