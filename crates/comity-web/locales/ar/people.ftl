sign-in-what = أدخل عنوان البريد الذي وُجِّهت إليه الدعوة. تصلك عليه رسالة فيها رابط، ولا حاجة إلى كلمة سر.
sign-in-mail = عنوان البريد
sign-in-send = أرسلوا إليّ رابطًا
sign-in-again = إرسال مرة أخرى
sign-in-asked = إذا كان { $mail } قد دُعي إلى هذا الموقع فالرسالة في طريقها إليه.
sign-in-asked-then = { $minutes ->
    [zero] افتح الرابط الوارد فيها على الفور. وإن لم يصلك شيء فابحث في البريد غير المرغوب فيه، أو اسأل من دعاك أي عنوان استعمل.
    [one] افتح الرابط الوارد فيها خلال دقيقة واحدة. وإن لم يصلك شيء فابحث في البريد غير المرغوب فيه، أو اسأل من دعاك أي عنوان استعمل.
    [two] افتح الرابط الوارد فيها خلال دقيقتين. وإن لم يصلك شيء فابحث في البريد غير المرغوب فيه، أو اسأل من دعاك أي عنوان استعمل.
    [few] افتح الرابط الوارد فيها خلال { $minutes } دقائق. وإن لم يصلك شيء فابحث في البريد غير المرغوب فيه، أو اسأل من دعاك أي عنوان استعمل.
    [many] افتح الرابط الوارد فيها خلال { $minutes } دقيقة. وإن لم يصلك شيء فابحث في البريد غير المرغوب فيه، أو اسأل من دعاك أي عنوان استعمل.
   *[other] افتح الرابط الوارد فيها خلال { $minutes } دقيقة. وإن لم يصلك شيء فابحث في البريد غير المرغوب فيه، أو اسأل من دعاك أي عنوان استعمل.
}
sign-in-outbox = لا أحد يوصل الرسائل على هذا الجهاز: اقرأها في صندوق الصادر
sign-in-no-address = ليس هذا عنوان بريد
    .do = اكتبه على هذا النحو: name@place.example ثم أرسله مرة أخرى.
sign-in-no-account = تُنشأ الحسابات بالدعوة: تدعو الأمانة رؤساء الوفود، ويدعو هؤلاء أعضاء وفودهم. أما القراءة فلا تحتاج إلى حساب.
sign-in-link-title = الدخول
sign-in-link-what = الرابط الوارد في رسالتك صالح. اضغط الزر لتسجيل الدخول على هذا الجهاز، والرابط يُستعمل مرة واحدة.
sign-in-link-instead = أنت مسجَّل الدخول باسم { $mail }، وينتهي ذلك هنا متى دخلت بهذا الرابط.
sign-in-link-do = تسجيل الدخول
settings-title = الإعدادات
settings-saved = حُفظت. هكذا تُكتب لك الصفحات والرسائل من الآن فصاعدًا.
settings-unknown = هذه اللغة أو المنطقة الزمنية غير معروفة هنا: اختر واحدة من القائمة.
settings-reading = كيف تقرأ
settings-language-any = كما يطلب المتصفح
settings-zone = المنطقة الزمنية
settings-zone-any = التوقيت العالمي أو توقيت المتصفح
settings-zone-what = تُذكر المواعيد النهائية بهذه المنطقة الزمنية. والأسماء هي أسماء قاعدة بيانات المناطق الزمنية.
settings-area-africa = أفريقيا
settings-area-america = الأمريكتان
settings-area-antarctica = أنتاركتيكا
settings-area-arctic = القطب الشمالي
settings-area-asia = آسيا
settings-area-atlantic = المحيط الأطلسي
settings-area-australia = أستراليا
settings-area-europe = أوروبا
settings-area-indian = المحيط الهندي
settings-area-pacific = المحيط الهادئ
settings-save = حفظ
settings-seats = باسم من تتكلم
settings-seats-none = ليس لك مقعد في مفاوضة مفتوحة هنا.
settings-sessions = أين أنت مسجَّل الدخول
settings-session-began = منذ
settings-session-until = حتى
settings-session-this = هذا الجهاز
settings-sign-out-everywhere = تسجيل الخروج من كل الأجهزة
settings-erase = محو حسابي
settings-erase-goes = يُمحى عنوانك وإعداداتك ومقاعدك ومسوداتك ورسائلك على الفور ولا سبيل إلى استعادتها، ويُسجَّل خروجك من كل الأجهزة.
settings-erase-stays = أما ما فعلته باسم وفد أو مكتب فيبقى في السجل العلني: يرد فيه باسمهما، وباسم مستعار لأعضاء الوفود، ولا شيء فيه يدل عليك. ويجوز للأمانة أن تحجب ما كان شخصيًا أو غير مشروع من كلامك.
settings-erase-last = أنت آخر من بقي في أمانة إحدى المفاوضات. ادعُ غيرك أولًا، وإلا تعذر على أي كان أن يدعو أحدًا إليها.
settings-erase-mail = اكتب عنوان بريدك للتأكيد
settings-erase-other-address = ليس هذا عنوان هذا الحساب. لم يُمحَ شيء.
settings-erase-do = محو حسابي
erased-title = مُحي حسابك
erased-what = لم يعد هنا شيء يدل عليك. ويبقى في السجل ما سُجِّل باسم وفدك. ويمكنك قراءة كل شيء من غير حساب.
outbox-what = لا أحد يوصل الرسائل على هذا الجهاز، وهذه أحدثها. ومن استطاع فتح هذه الصفحة استطاع الدخول باسم أي شخص، ولذلك لا توجد أبدًا في موقع يرسل البريد.
outbox-empty = لم تُكتب أي رسالة بعد.
outbox-to = إلى
outbox-waiting = في انتظار الإرسال
outbox-sent = أُرسلت
outbox-failed = تعذر إرسالها
seat-chair = الرئاسة
seat-secretariat = الأمانة
seat-head = رئاسة وفد { $delegation }
seat-delegate = عضوية وفد { $delegation }
seats-title = الرئاسة والأمانة
seats-what = من يتكلم باسم الرئاسة وباسم الأمانة. ولا تظهر عناوين البريد إلا هنا، لمن يجوز له أن يدعو.
seats-none = لا أحد بعد.
seats-office = لأجل
seats-remove = سحب المقعد
seats-last-secretariat = يبقى آخر مقعد للأمانة
    .do = لا بد من شخص يستطيع دعوة الآخرين. ادعُ من يليه أولًا.
invite-title = دعوة شخص
invite-head = دعوة رئيس للوفد
invite-head-what = يتكلم الشخص باسم هذا الوفد بكل صلاحياته، وله أن يدعو أعضاء. تُرسل إلى العنوان رسالة فيها رابط صالح أربعة عشر يومًا.
invite-delegate = دعوة عضو في الوفد
invite-delegate-what = يُظهر السجل الاسم المستعار والصلاحيات، ولا يُظهر أبدًا من هو الشخص. تُرسل إلى العنوان رسالة فيها رابط صالح أربعة عشر يومًا.
invite-language = لغة الرسالة
invite-pseudonym = الاسم المستعار في السجل
invite-pseudonym-what = حروف لاتينية صغيرة وأرقام وشرطات. ويبقى في السجل العلني.
invite-powers = ما يجوز للعضو أن يفعله
invite-do = دعوة
invite-done = أُعطي المقعد والرسالة في طريقها.
invite-other-seat = لا يمكن إعطاء هذا المقعد لهذا الشخص
    .do = على من يتكلم بالفعل باسم طرف آخر في هذه المفاوضة أن يتخلى عن ذلك المقعد أولًا.
invite-no-pseudonym = لا يصلح هذا الاسم المستعار في السجل
    .do = اكتبه بحروف لاتينية صغيرة وأرقام وشرطات ونقاط، يبدأ بحرف أو رقم، ولا يزيد على 64.
power-speak = الكلام: المساهمات والبيانات
power-propose = الاقتراح: تقديم المقترحات والانضمام إليها وتنقيحها
power-decide = القرار: المواقف والاعتراضات والصمت
power-represent = التمثيل: تسمية الأعضاء والتحالفات والاعتماد
delegations-what = يدخل الجميع من الباب نفسه. ترد الفئات بترتيب قواعد المفاوضة، والوفود بالترتيب البروتوكولي.
delegations-none = لم يُعتمد أحد بعد.
region-africa = أفريقيا
region-asia-pacific = آسيا والمحيط الهادئ
region-eastern-europe = أوروبا الشرقية
region-latin-america-caribbean = أمريكا اللاتينية ومنطقة البحر الكاريبي
region-western-europe-others = أوروبا الغربية ودول أخرى
region-global = عالمي
development-developed = متقدم النمو
development-developing = نامٍ
development-ldc = من أقل البلدان نموًا
development-lldc = نامٍ غير ساحلي
development-sids = من الدول الجزرية الصغيرة النامية
standing-delegation = وفد كامل الحقوق
standing-observer = مراقب
standing-through = منظمة تتكلم عن طريق وفد
standing-through-named = يتكلم عن طريق { $name }
accreditation-announced = أُعلن عنه
accreditation-contested = اعتُرض عليه ويُنتظر البت فيه
accreditation-refused = لم يُقبل
accreditation-until = يجوز الاعتراض عليه حتى
accreditation-opposed-by = اعترض عليه
delegation-region = المنطقة
delegation-development = حالة النمو
delegation-standing = صفة المشاركة
delegation-signs = التوقيع
delegation-signs-yes = له مفتاح خاص به
delegation-signs-no = ليس له مفتاح خاص به
delegation-coalitions = التحالفات
delegation-spokes = يتكلم باسمه
delegation-carries = من يتكلم عن طريقه
delegation-accreditation = الاعتماد
delegation-people = من يتكلم باسمه
delegation-people-what = يرد أعضاء الوفود في السجل بأسماء مستعارة، وهوياتهم ليست علنية.
delegation-people-none = لم يُسمَّ أعضاء، ورئيس الوفد يتكلم باسمه.
delegation-head = رئيس الوفد
delegation-inputs = المساهمات
delegation-proposals = المقترحات
delegation-positions = المواقف
delegation-objections = الاعتراضات
delegation-statements = البيانات
delegation-none = لا شيء حتى الآن.
delegation-nothing-yet = لا شيء حتى الآن
delegation-inputs-count = { $count ->
    [zero] لا مساهمات
    [one] مساهمة واحدة
    [two] مساهمتان
    [few] { $count } مساهمات
    [many] { $count } مساهمة
   *[other] { $count } مساهمة
}
delegation-proposals-count = { $count ->
    [zero] لا مقترحات
    [one] مقترح واحد
    [two] مقترحان
    [few] { $count } مقترحات
    [many] { $count } مقترحًا
   *[other] { $count } مقترح
}
delegation-positions-count = { $count ->
    [zero] لا مواقف
    [one] موقف واحد
    [two] موقفان
    [few] { $count } مواقف
    [many] { $count } موقفًا
   *[other] { $count } موقف
}
delegation-objections-count = { $count ->
    [zero] لا اعتراضات
    [one] اعتراض واحد
    [two] اعتراضان
    [few] { $count } اعتراضات
    [many] { $count } اعتراضًا
   *[other] { $count } اعتراض
}
delegation-proposal-over = لم يعد يتبناه أو لم يعد مفتوحًا
delegation-a-provision = حكم لم يعد قائمًا
delegation-position-lapsed = سقط: تغير النص
delegation-stance-support = يؤيد
delegation-stance-no-objection = لا اعتراض لديه
delegation-stance-can-live-with = يمكنه قبوله
delegation-stance-abstain = يمتنع
delegation-stance-recuse = تنحّى
delegation-objection-open = مفتوح
delegation-objection-answered = أجابت عنه الرئاسة
delegation-objection-sustained = تمسك به صاحبه بعد الإجابة
delegation-objection-ended = انتهى
accredit-title = اعتماد وفد
accredit-announced = { $hours ->
    [zero] يُعلن عنه ويُعتمد على الفور.
    [one] يُعلن عنه على الفور، ويُعتمد بعد ساعة واحدة ما لم يعترض عليه من يجوز له ذلك.
    [two] يُعلن عنه على الفور، ويُعتمد بعد ساعتين ما لم يعترض عليه من يجوز له ذلك.
    [few] يُعلن عنه على الفور، ويُعتمد بعد { $hours } ساعات ما لم يعترض عليه من يجوز له ذلك.
    [many] يُعلن عنه على الفور، ويُعتمد بعد { $hours } ساعة ما لم يعترض عليه من يجوز له ذلك.
   *[other] يُعلن عنه على الفور، ويُعتمد بعد { $hours } ساعة ما لم يعترض عليه من يجوز له ذلك.
}
accredit-at-once = يشارك على الفور.
accredit-name = الاسم
accredit-id = الاسم القصير في العناوين
accredit-id-what = حروف لاتينية صغيرة وأرقام وشرطات، وإن تُرك فارغًا اشتُق من الاسم، أو رُقِّم إن لم تكن في الاسم حروف لاتينية. ويبقى على الدوام.
accredit-no-development = غير مذكورة
accredit-through = عن طريق أي وفد
accredit-key = المفتاح العلني
accredit-key-what = 64 رقمًا ستة عشريًا إن كان الوفد يوقّع أعماله بنفسه، وإلا فاتركه فارغًا.
accredit-no-key = ليس هذا مفتاحًا علنيًا
    .do = للمفتاح 64 رقمًا ستة عشريًا. اترك الخانة فارغة إن لم يكن ثمة مفتاح.
accredit-no-id = لا يصلح هذا الاسم المختصر في العناوين
    .do = اكتبه بحروف لاتينية صغيرة وأرقام وشرطات ونقاط، يبدأ بحرف أو رقم، ولا يزيد على 64. وإن تُرك فارغا وُضع اسم تلقائيا.
accredit-do = اعتماد
oppose-title = الاعتراض على الاعتماد
oppose-what = الاعتراض علني ومعلَّل. وتبت فيه الرئاسة وتذكر السبب.
oppose-do = اعتراض
opposing-signed = تشترط قواعد هذه المفاوضة هنا توقيعا بالمفتاح الخاص بالوفد. ولا يستطيع المتصفح ذلك، ولا يقبل هذا الموقع بعدُ ملفات موقعة. وإلى ذلك الحين هناك طريقتان لإسماع الصوت:
opposing-signed-state = قله في بيان: فهو علني ويبقى في السجل إلى الأبد
opposing-signed-call = اطلب من الرئاسة أن تدعو إلى قواعد لا تشترط هذا التوقيع
settle-title = البت في الاعتماد
settle-what = القرار لك، مع سبب يقرؤه الجميع.
settle-which = القرار
settle-admit = يُقبل
settle-refuse = لا يُقبل
settle-say-which = لم يُتخذ قرار بعد
    .do = اختر أيُقبل أم لا، ثم أرسله مرة أخرى.
settle-do = تسجيل القرار
opposing-reason = السبب
letter-sign-in-subject = تسجيل الدخول إلى { $site }
letter-sign-in-why = طلب أحدهم، والأرجح أنه أنت، تسجيل الدخول إلى { $site } بهذا العنوان.
letter-link = افتح هذا الرابط واضغط الزر في الصفحة:
letter-until = يعمل الرابط مرة واحدة، حتى { $until }.
letter-sign-in-not-you = إن لم تكن أنت من طلب فلا تفعل شيئًا. فلا أحد يستطيع الدخول بعنوانك من دون هذه الرسالة.
letter-invitation-subject = مقعدك في «{ $negotiation }»
letter-invitation-chair = أنت مدعو إلى رئاسة المفاوضة «{ $negotiation }» على { $site }.
letter-invitation-secretariat = أنت مدعو إلى أمانة المفاوضة «{ $negotiation }» على { $site }.
letter-invitation-head = أنت مدعو إلى رئاسة وفد { $delegation } في المفاوضة «{ $negotiation }» على { $site }.
letter-invitation-delegate = أنت مدعو بصفتك عضوًا في وفد { $delegation } في المفاوضة «{ $negotiation }» على { $site }.
letter-invitation-what = هناك تقرأ النص وتقترح التعديلات وتتخذ المواقف وتعترض، على قدم المساواة مع الجميع. ويُحفظ ما يُفعل في سجل علني، أما عنوانك فلا.
letter-invitation-later = وبعد ذلك اطلب رابطًا جديدًا بهذا العنوان في صفحة تسجيل الدخول.
letter-invitation-not-you = إن كان في الأمر خطأ فلا تفعل شيئًا، أو ادخل وامحُ الحساب من إعداداته.
