# Words of the pages: public.
home-for = كوميتي لكل من عليه أن يتفق مع غيره على نص واحد: الحكومات والشركات والمجتمع المدني والمهندسون والباحثون، يدخلون جميعًا من الباب نفسه وبالمكانة نفسها. ومن أراد المتابعة فقط لا يحتاج إلى حساب، ومن شكّ في شيء أمكنه أن يعيد كل خطوة بنفسه.
home-promises = ما يُلتزم به هنا
home-footing = المساواة
    .why = باب واحد ونموذج واحد ومهلة واحدة. لا تُرتَّب أي قائمة بحسب الحجم أو التأييد.
home-lost = لا يضيع شيء
    .why = كل كلمة قُدّمت يمكن العثور عليها مع صاحبها، من أول مساهمة إلى النص النهائي.
home-replay = لا حاجة إلى الثقة بأحد
    .why = السجل علني وموقّع ولا يُحذف منه شيء، ويمكن لأي شخص أن يعيد تشغيله فيحصل على النص نفسه.
home-consensus = توافق الآراء بالتشاور
    .why = الاعتراضات يُجاب عنها ولا تُعدّ. ولا يُغلق أي استطلاع للتوافق وهناك من لم يُسمع.
stages-label = مراحل المفاوضات
step-done = انتهت:
step-now = الآن:
step-ahead = لاحقًا:
open-title = ما هو مفتوح
open-nothing = لا استطلاع مفتوح ولا مهلة جارية.
open-silence = إجراء الصمت
open-call = استطلاع التوافق
open-on-whole = بشأن النص كله
open-on-provisions = { $count ->
    [0] بشأن طرائق العمل
    [one] بشأن حكم واحد
    [two] بشأن حكمين
    [few] بشأن { $count } أحكام
    [many] بشأن { $count } حكمًا
   *[other] بشأن { $count } حكم
}
open-closes = يُغلق في
open-inputs = باب المساهمات مفتوح: أرسل مساهمة
open-accreditation = اعتماد مُعلن
open-proposals = { $count ->
    [zero] لا مقترحات قائمة
    [one] مقترح واحد قائم
    [two] مقترحان قائمان
    [few] { $count } مقترحات قائمة
    [many] { $count } مقترحًا قائمًا
   *[other] { $count } مقترح قائم
}
open-objections = { $count ->
    [zero] لا اعتراضات قائمة
    [one] اعتراض واحد لم ينته
    [two] اعتراضان لم ينتهيا
    [few] { $count } اعتراضات لم تنته
    [many] { $count } اعتراضًا لم ينته
   *[other] { $count } اعتراض لم ينته
}
open-contributions = { $count ->
    [zero] لا مساهمات
    [one] مساهمة واحدة، وما آلت إليه
    [two] مساهمتان، وما آلتا إليه
    [few] { $count } مساهمات، وما آلت إليه
    [many] { $count } مساهمة، وما آلت إليه
   *[other] { $count } مساهمة، وما آلت إليه
}
agreed-title = ما اتُّفق عليه
agreed-sentence = الأحكام المتفق عليها رهن الاستشارة: { $agreed } من { $all }.
agreed-read = اقرأ النص
agreed-adopted = اعتُمد النص: اقرأه
agreed-no-text = لم يُقدَّم أي نص بعد.
mark-agreed = متفق عليه
mark-called = قيد استطلاع التوافق
mark-open = مفتوح
recent-title = آخر ما جرى
recent-all = السجل كله
heard-title = من سُمع صوته
heard-note = كم من كل فئة شارك، وبأي وجه. الشريط الممتلئ يعني: جميعهم.
heard-table = في جدول
heard-caption = من سُمع صوته، بحسب الفئة
heard-constituency = الفئة
heard-all = الكل
heard-inputs = مساهمات
heard-proposals = مقترحات
heard-positions = مواقف
heard-statements = بيانات
constituency-government = الحكومات
constituency-intergovernmental = المنظمات الحكومية الدولية
constituency-private-sector = القطاع الخاص
constituency-civil-society = المجتمع المدني
constituency-technical-community = الأوساط التقنية
constituency-academia = الأوساط الأكاديمية
record-lead = كل إجراء بالترتيب الذي اتُّخذ به. لا يُحذف شيء ولا يُغيَّر أبدًا.
record-head = أين وصل السجل
record-entries = القيود
record-origin = اسم السجل
record-key = مفتاح السجل
record-bundle = تنزيل السجل
record-checkpoint = نقطة التحقق
record-acts = الإجراءات، آخرها أولًا
record-pages = قيود أخرى
record-newer = الأحدث
record-older = الأقدم
record-signed = موقّع من الوفد
entry-title = القيد { $number }
entry-before = القيد { $number } قبله
entry-after = القيد { $number } بعده
entry-at = وقت القيد
entry-signed = التوقيع
entry-by-delegation = من الوفد بمفتاحه الخاص
entry-by-server = لم يوقّعه الوفد؛ يشهد عليه رأس السجل الموقّع
entry-texts = نصوصه
entry-texts-note = لا يحمل القيد إلا أسماء النصوص: بصمات مملّحة لا يمكن تخمين النص منها. وهذه هي النصوص.
entry-withheld = حُجب هذا النص بإجراء مسجّل. ويبقى القيد كما كان، وكذلك بصمته.
entry-kept = القيد كما هو محفوظ
entry-kept-note = لم تُضف إلا المسافات ونهايات السطور لتسهيل القراءة. أما البايتات نفسها فأدناه.
entry-proof = تنزيل الإثبات
entry-bytes = تنزيل البايتات
entry-how = يبيّن الإثبات أن هذه البايتات بعينها موجودة في السجل، دون حاجة إلى جلب ما عداها:
verify-title = كيف تتحقق
verify-lead = لست مضطرًا إلى تصديق هذا الموقع. يُعاد تشغيل السجل على جهازك: يُبتّ في كل إجراء من جديد وفق القواعد، وتُحسب كل بصمة من جديد. ولا يحتاج ذلك إلى شبكة.
verify-command = الأمر
verify-fetch = أحضر السجل
verify-fetch-how = هو محفوظة واحدة فيها كل القيود وكل النصوص والرأس الموقّع.
verify-key = اعرف المفتاح
verify-key-how = هذا هو المفتاح العلني للسجل. خذه مرة واحدة من مصدر تثق به، كتعميم من الأمانة، واحتفظ به.
verify-run = أعد تشغيله
verify-run-how = يجيب البرنامج سطرًا سطرًا، ويسمّي أول قيد خاطئ إن وُجد.
verify-again = عُد لاحقًا
verify-again-how = احتفظ بنقطة تحقق. عندئذ يجب أن يحوي أي سجل لاحق كل ما رأيته دون تغيير.
verify-answers = معنى الأجوبة
verify-consistent = البصمات والشجرة والقواعد متطابقة: من يعيد تشغيل القيود يحصل على النص والنتيجة المعروضين هنا.
verify-authentic = وُقّع الرأس بالمفتاح الذي أعطيته.
verify-not-rolled-back = لم يُسحب ولم يُغيَّر شيء مما كان في نقطة التحقق التي لديك.
verify-acts = كم إجراءً وقّعته الوفود بمفاتيحها، وكم إجراءً يشهد عليه السجل وحده.
verify-not-us = الصيغة مفتوحة ووصفها مرفق بالبرنامج، وهناك برنامج تحقق ثانٍ كُتب مستقلًا يقرأ السجل نفسه: { $origin }.
adopted-title = النص المعتمد
adopted-adopted = اعتُمد
adopted-closed = اختُتم دون اتفاق
adopted-open = قيد التفاوض
adopted-not-yet = لم يُعتمد أي نص بعد.
adopted-text = النص
adopted-statements = البيانات
adopted-revision = ورد في
adopted-hash = بصمة النص
statement-kind-general = بيان
statement-kind-explanation-of-position = تعليل الموقف
statement-kind-reservation = تحفّظ
statement-kind-dissociation = نأي بالنفس
statement-kind-right-of-reply = حق الرد
way-title = كيف نشأ
way-opened = { $count ->
    [zero] افتُتحت المفاوضات
    [one] افتُتحت المفاوضات بمشاركة طرف واحد
    [two] افتُتحت المفاوضات بمشاركة طرفين
    [few] افتُتحت المفاوضات بمشاركة { $count } أطراف
    [many] افتُتحت المفاوضات بمشاركة { $count } طرفًا
   *[other] افتُتحت المفاوضات بمشاركة { $count } طرف
}
way-inputs = { $count ->
    [zero] لا مساهمات
    [one] مساهمة واحدة
    [two] مساهمتان
    [few] { $count } مساهمات
    [many] { $count } مساهمة
   *[other] { $count } مساهمة
}، وفيها { $passages ->
    [zero] لا فقرات
    [one] فقرة واحدة
    [two] فقرتان
    [few] { $passages } فقرات
    [many] { $passages } فقرة
   *[other] { $passages } فقرة
}، أُخذ كليًّا أو جزئيًّا بعدد منها: { $taken }
way-proposals = { $count ->
    [zero] لا مقترحات
    [one] مقترح واحد
    [two] مقترحان
    [few] { $count } مقترحات
    [many] { $count } مقترحًا
   *[other] { $count } مقترح
}
way-objections = { $count ->
    [zero] لا اعتراضات
    [one] اعتراض واحد مع الرد عليه
    [two] اعتراضان مع الرد عليهما
    [few] { $count } اعتراضات مع الردود عليها
    [many] { $count } اعتراضًا مع الردود عليها
   *[other] { $count } اعتراض مع الردود عليها
}
way-call = استطلاع التوافق { $call }
way-consensus = توافق في الآراء
way-no-consensus = لا توافق في الآراء
live-changed = تعرض الصفحة الآن القيد { $number } من السجل.
live-waits = تغيّر شيء في الموضع الذي تكتب فيه. سيظهر حين تغادر الحقل.
live-lost = انقطع الاتصال. ما تكتبه محفوظ هنا.
live-back = عاد الاتصال.
live-kept = أُعيد إلى النموذج ما كنت قد كتبته.
live-copied = نُسخ عنوان هذا الموضع.
doer-chair = الرئاسة
doer-secretariat = الأمانة
doer-clock = الساعة
doer-for = { $name } باسم { $other }
act-withheld = { $who }: إجراء حُجبت ألفاظه
act-open = { $who }: افتتاح المفاوضات
act-accredit = { $who }: الإعلان عن اعتماد { $thing }
act-oppose-accreditation = { $who }: معارضة اعتماد { $thing }
act-settle-accreditation = { $who }: البتّ في اعتماد { $thing }: { $how ->
    [yes] قبول
   *[other] عدم قبول
}
act-name-delegate = { $who }: تسمية مندوب
act-remove-delegate = { $who }: إنهاء مهمة مندوب
act-form-coalition = { $who }: تشكيل { $thing }
act-join-coalition = { $who }: الانضمام إلى { $thing }
act-leave-coalition = { $who }: الخروج من { $thing }
act-open-stage = { $who }: افتتاح مرحلة { $thing }
act-contribute = { $who }: المساهمة { $thing }، { $count ->
    [zero] بلا فقرات
    [one] فقرة واحدة
    [two] فقرتان
    [few] { $count } فقرات
    [many] { $count } فقرة
   *[other] { $count } فقرة
}
act-dispose = { $who }: ما آلت إليه فقرة من { $thing }: { $how ->
    [taken-up] أُخذ بها
    [taken-up-in-part] أُخذ بها جزئيًّا
    [noted] أُحيط علمًا بها
   *[other] لم يؤخذ بها
}
act-contest-carriage = { $who }: إنكار أن { $thing } قيل باسم صاحبه
act-confirm-carriage = { $who }: تأكيد أن { $thing } قيل باسم صاحبه
act-table-text = { $who }: تقديم { $thing }، { $count ->
    [zero] بلا أحكام
    [one] حكم واحد
    [two] حكمان
    [few] { $count } أحكام
    [many] { $count } حكمًا
   *[other] { $count } حكم
}
act-propose = { $who }: مقترح جديد { $thing }
act-co-sponsor = { $who }: الانضمام إلى مقدّمي { $thing }
act-leave-proposal = { $who }: الانسحاب من مقدّمي { $thing }
act-revise-proposal = { $who }: تنقيح { $thing }
act-withdraw-proposal = { $who }: سحب { $thing }
act-merge-proposals = { $who }: جمع مقترحات في { $thing }، وعددها { $count }
act-validate-merge = { $who }: المقترح { $how ->
    [yes] منعكس
   *[other] غير منعكس
} في { $thing }
act-table-revision = { $who }: تقديم { $thing }؛ { $count ->
    [zero] لم يُقبل أي مقترح
    [one] قُبل مقترح واحد كليًّا أو جزئيًّا
    [two] قُبل مقترحان كليًّا أو جزئيًّا
    [few] قُبلت { $count } مقترحات كليًّا أو جزئيًّا
    [many] قُبل { $count } مقترحًا كليًّا أو جزئيًّا
   *[other] قُبل { $count } مقترح كليًّا أو جزئيًّا
}
act-take-position = { $who }، بشأن { $thing }: { $how ->
    [support] تأييد
    [no-objection] لا اعتراض
    [can-live-with] يمكن القبول به
    [abstain] امتناع
   *[recuse] تنحٍّ
}
act-clear-position = { $who }: سحب الموقف من { $thing }
act-object = { $who }: اعتراض على { $thing }
act-answer-objection = { $who }: الرد على الاعتراض { $thing }
act-end-objection = { $who }: انتهاء الاعتراض { $thing }: { $how ->
    [accommodated] استُجيب له
   *[withdrawn] سُحب
}
act-sustain-objection = { $who }: الإبقاء على الاعتراض { $thing }
act-open-call = { $who }: افتتاح { $how ->
    [silence] إجراء الصمت
   *[explicit] استطلاع التوافق
} { $thing }
act-break-silence = { $who }: كسر الصمت في { $thing }
act-lift-break = { $who }: رفع كسر الصمت في { $thing }: { $how ->
    [accommodated] استُجيب له
   *[withdrawn] سُحب
}
act-close-call = { $who }: إغلاق استطلاع التوافق { $thing }
act-cancel-call = { $who }: سحب استطلاع التوافق { $thing }
act-strike = { $how ->
    [accreditation] انتهت مهلة معارضة اعتماد { $thing }
   *[call] انتهت مهلة استطلاع التوافق { $thing }
}
act-reopen-provision = { $who }: إعادة فتح { $thing }
act-adopt = { $who }: تسجيل اعتماد { $thing }
act-close-without-agreement = { $who }: اختتام المفاوضات دون اتفاق
act-state = { $who }: { $how ->
    [general] بيان
    [explanation-of-position] تعليل الموقف
    [reservation] تحفّظ
    [dissociation] نأي بالنفس
   *[right-of-reply] حق الرد
} { $thing }
act-translate = { $who }: ترجمة { $count ->
    [zero] لا أحكام
    [one] حكم واحد
    [two] حكمين
    [few] { $count } أحكام
    [many] { $count } حكمًا
   *[other] { $count } حكم
} إلى { $thing }
act-redact = { $who }: حجب { $count ->
    [zero] لا نصوص
    [one] نص واحد
    [two] نصين
    [few] { $count } نصوص
    [many] { $count } نصًّا
   *[other] { $count } نص
}
